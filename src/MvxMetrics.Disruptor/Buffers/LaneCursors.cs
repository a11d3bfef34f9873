using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The moving part of a lane, in pinned memory, aligned to <see cref="CacheLine.Separation"/>.
/// <code>
///    0 +------------------------------------------------------+
///      | Tail | Limit | Records | Mask | BoundHeader | NotBefore |  written by the producer side
///  128 +------------------------------------------------------+
///      | Head | Consumed                                      |  written by the consumer
///  256 +------------------------------------------------------+
/// </code>
/// The layout is explicit because the automatic layout of a class places padding structs behind its primitive fields,
/// which puts <see cref="Tail"/> and <see cref="Head"/> into one cache line and costs 80-100 ns an event.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * CacheLine.Separation)]
internal unsafe struct LaneCursors
{
    /// <summary>
    /// Where the next record begins and how many there were: see <see cref="TailWord"/>. Private lane: written by its one
    /// producer with release, which orders the record's bytes before it; read by the consumer with acquire. Without the
    /// release the consumer could read a record before its bytes arrive. Shared lane: claimed by compare-and-swap, says
    /// nothing about the bytes. Litmus: lane, BROKEN_TAIL_RELEASE, BROKEN_TAIL_ACQUIRE.
    /// </summary>
    [FieldOffset(0)]
    public long Tail;

    /// <summary>
    /// Position up to which the producer may publish before it looks at <see cref="Head"/> again: never beyond
    /// Head + capacity as it once was, so being stale is safe. Private lane: plain, seen by the producer only.
    /// Shared lane: raised by compare-and-swap, read with acquire, because it hands on the acquire of Head from one producer
    /// to another; never lowered, since its distance to the tail is a difference of 32 bits. Litmus: shared-lane,
    /// BROKEN_LIMIT_CAS, BROKEN_LIMIT_ACQUIRE.
    /// </summary>
    [FieldOffset(8)]
    public long Limit;

    /// <summary>
    /// Address of the first record. Private lane: written once, before the lane is reachable. Shared lane: null until its
    /// first publication, then written before the claim of that publication, whose full fence orders it.
    /// </summary>
    [FieldOffset(16)]
    public byte* Records;

    /// <summary>Capacity in bytes - 1. Written once, before the lane is reachable.</summary>
    [FieldOffset(24)]
    public long Mask;

    /// <summary>
    /// Zero: records have headers. Otherwise the header that all records of this lane would have, and do not: they are bare
    /// payloads of one type for one recorder. Written by the holder of the lease while the lane is empty, before a tail whose
    /// release orders it; read by the consumer after the acquire of a tail that shows an event. Litmus: lane-lease,
    /// BROKEN_REBIND, BROKEN_BOUND_ORDER.
    /// </summary>
    [FieldOffset(32)]
    public ulong BoundHeader;

    /// <summary>
    /// Position in the shared lane that the consumer must have reached before it may consume this lane: order for a
    /// thread that published there before it leased this lane. Written by the lane's producer before a tail, whose
    /// release orders it; read by the consumer after the acquire of that tail. Only grows. Unused in the shared lane.
    /// Litmus: hold-back, BROKEN_HOLD_BACK, BROKEN_HOLD_BACK_ORDER.
    /// </summary>
    [FieldOffset(40)]
    public long NotBefore;

    /// <summary>
    /// Position of the next record to consume. Written by the consumer with release, which orders its last read of the
    /// records before it (and the clearing of them, in the shared lane); read by producers with acquire. Without the pair a
    /// producer could overwrite a record that is still being read. Litmus: lane and shared-lane, BROKEN_HEAD_RELEASE,
    /// BROKEN_HEAD_ACQUIRE.
    /// </summary>
    [FieldOffset(CacheLine.Separation)]
    public long Head;

    /// <summary>
    /// Events consumed, the consumer's own count. Written by the consumer before <see cref="Head"/>, whose release orders
    /// it; read by any thread after the acquire of Head.
    /// </summary>
    [FieldOffset(CacheLine.Separation + 8)]
    public long Consumed;
}
