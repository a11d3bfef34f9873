using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// What a recorder's hot path reads, alone in its cache lines. The loop writes metrics and counters all the time, and these may lie next to
/// the recorder on the heap.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = (2 * CacheLine.Separation) + 24)]
internal unsafe struct EmitGate
{
    /// <summary>
    /// The token of the ring buffer while events may take the hot path, otherwise <see cref="RingBuffer.ClosedToken"/>. One comparison with
    /// the token of a thread or a writer checks the status, the loop and the lane at once. Written with release by lifecycle calls and by
    /// the loop. Read with acquire by producers, so <see cref="Tag"/> is read after it. If a producer still reads "open" after a close, it
    /// publishes an event that the loop counts as discarded. Litmus: gate, BROKEN_RING_RELEASE, BROKEN_RING_ACQUIRE.
    /// </summary>
    [FieldOffset(CacheLine.Separation)]
    public long Token;

    /// <summary>
    /// The one lane of <see cref="ProducerMode.Single"/>, otherwise null. Written once by the constructor. The recorder keeps its memory
    /// alive.
    /// </summary>
    [FieldOffset(CacheLine.Separation + 8)]
    public LaneCursors* BoundCursors;

    /// <summary>
    /// The recorder's place in the loop's table, shifted to leave room for the event type. Written once, before the gate opens for the
    /// first time.
    /// </summary>
    [FieldOffset(CacheLine.Separation + 16)]
    public ulong Tag;
}
