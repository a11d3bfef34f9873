using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// What a recorder's hot path reads, alone in its cache lines: the loop writes metrics and counters all the time, and
/// those may lie next to the recorder on the heap.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = (2 * CacheLine.Separation) + 24)]
internal unsafe struct EmitGate
{
    /// <summary>
    /// The token of the ring buffer while events may take the fast path, <see cref="RingBuffer.ClosedToken"/> otherwise: one
    /// comparison with that of a thread or a writer asks for the status, the loop and the lane at once. Release-stored by
    /// lifecycle calls and the loop, read with acquire by producers, which orders <see cref="Tag"/> before it. A producer
    /// that still reads "open" after a close publishes an event that the loop counts as discarded. Litmus: gate,
    /// BROKEN_RING_RELEASE, BROKEN_RING_ACQUIRE.
    /// </summary>
    [FieldOffset(CacheLine.Separation)]
    public long Token;

    /// <summary>
    /// The one lane of <see cref="ProducerMode.Single"/>, otherwise null. Written once, by the constructor; the recorder keeps
    /// its memory alive.
    /// </summary>
    [FieldOffset(CacheLine.Separation + 8)]
    public LaneCursors* BoundCursors;

    /// <summary>The recorder's place in the loop's table, shifted for the event type. Written once, before the gate opens first.</summary>
    [FieldOffset(CacheLine.Separation + 16)]
    public ulong Tag;
}
