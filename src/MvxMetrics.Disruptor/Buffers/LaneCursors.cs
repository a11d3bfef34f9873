using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The moving part of a lane, in pinned memory in front of the lane's slots, aligned to <see cref="CacheLine.Separation"/>.
/// <code>
///    0 +----------------------------------------------+
///      | Tail | Limit | Slots | Mask | Shift | NotBefore|  written by the producer side
///      | PayloadBytes                                   |
///  128 +----------------------------------------------+
///      | Head                                         |  written by the consumer
///  256 +----------------------------------------------+
///      | slots ...                                    |
/// </code>
/// The layout is explicit because the automatic layout of a class places padding structs behind its primitive fields,
/// which puts <see cref="Tail"/> and <see cref="Head"/> into one cache line and costs 80-100 ns an event.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * CacheLine.Separation)]
internal unsafe struct LaneCursors
{
    /// <summary>
    /// Sequence of the next event to publish. Private lane: written by its one producer with release, which orders the
    /// slot's bytes before it; read by the consumer with acquire. Without the release the consumer could read a slot
    /// before its bytes arrive. Shared lane: claimed by compare-and-swap, says nothing about the bytes.
    /// </summary>
    [FieldOffset(0)]
    public long Tail;

    /// <summary>
    /// Sequence up to which the producer may publish before it looks at <see cref="Head"/> again: never beyond
    /// Head + capacity as it once was, so being stale is safe. Private lane: plain, seen by the producer only.
    /// Shared lane: release and acquire, because it hands on the acquire of Head from one producer to another. Litmus:
    /// shared-lane, BROKEN_LIMIT_RELEASE with BROKEN_HEAD_ACQUIRE, BROKEN_LIMIT_ACQUIRE with BROKEN_CLAIM_FENCE.
    /// </summary>
    [FieldOffset(8)]
    public long Limit;

    /// <summary>Address of the first slot. Written once, before the lane is reachable.</summary>
    [FieldOffset(16)]
    public byte* Slots;

    /// <summary>Capacity - 1. Written once, before the lane is reachable.</summary>
    [FieldOffset(24)]
    public long Mask;

    /// <summary>Binary logarithm of the slot size. Written once, before the lane is reachable.</summary>
    [FieldOffset(32)]
    public int SlotShift;

    /// <summary>
    /// Position in the shared lane that the consumer must have reached before it may consume this lane: order for a
    /// thread that published there before it leased this lane. Written by the lane's producer before a tail, whose
    /// release orders it; read by the consumer after the acquire of that tail. Only grows. Unused in the shared lane.
    /// </summary>
    [FieldOffset(40)]
    public long NotBefore;

    /// <summary>Largest event in bytes that fits a slot. Written once, before the lane is reachable.</summary>
    [FieldOffset(48)]
    public int PayloadBytes;

    /// <summary>
    /// Sequence of the next event to consume. Written by the consumer with release, which orders its last read of the
    /// slots before it; read by producers with acquire. Without the pair a producer could overwrite a slot that is
    /// still being read. Litmus: lane and shared-lane, BROKEN_HEAD_RELEASE, BROKEN_HEAD_ACQUIRE.
    /// </summary>
    [FieldOffset(CacheLine.Separation)]
    public long Head;
}
