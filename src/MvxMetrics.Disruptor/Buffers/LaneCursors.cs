using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The cursors of a lane: everything that moves, in pinned memory, aligned to <see cref="CacheLine.Separation"/>.
/// <code>
///    0 +------------------------------------------------------+
///      | Tail | Limit | Records | Mask | BoundHeader | NotBefore |  written by the producer side
///  128 +------------------------------------------------------+
///      | Head | Consumed                                      |  written by the consumer
///  256 +------------------------------------------------------+
/// </code>
/// The layout is explicit. The automatic layout of a class puts padding structs behind its primitive fields. <see cref="Tail"/> and
/// <see cref="Head"/> would then be in one cache line, at a cost of 80-100 ns for each event.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * CacheLine.Separation)]
internal unsafe struct LaneCursors
{
    /// <summary>
    /// Where the next record begins, and how many records there were: see <see cref="TailWord"/>.
    /// Private lane: its one producer writes it with release, so the record's bytes are visible before it. The consumer reads it with
    /// acquire. Without the release the consumer could read a record before its bytes arrive.
    /// Shared lane: claimed by compare-and-swap; it says nothing about the bytes. Litmus: lane, BROKEN_TAIL_RELEASE, BROKEN_TAIL_ACQUIRE.
    /// </summary>
    [FieldOffset(0)]
    public long Tail;

    /// <summary>
    /// The position up to which the producer may publish before it looks at <see cref="Head"/> again. It is at most Head + capacity at some
    /// earlier time, so an old value is safe.
    /// Private lane: a plain field that only the producer uses.
    /// Shared lane: raised by compare-and-swap and read with acquire, because it passes the acquire of Head from one producer to another.
    /// It is never lowered, because its distance to the tail is a difference of 32 bits. Litmus: shared-lane, BROKEN_LIMIT_CAS,
    /// BROKEN_LIMIT_ACQUIRE.
    /// </summary>
    [FieldOffset(8)]
    public long Limit;

    /// <summary>
    /// The address of the first record. Private lane: written once, before the lane can be reached. Shared lane: null until its first
    /// publication. Then it is written before the claim of that publication, whose full fence orders it.
    /// </summary>
    [FieldOffset(16)]
    public byte* Records;

    /// <summary>The capacity in bytes - 1. Written once, before the lane can be reached.</summary>
    [FieldOffset(24)]
    public long Mask;

    /// <summary>
    /// Zero: records have headers. Otherwise the records are bare: payloads of one type for one recorder, and this is the header that all
    /// of them would have. The holder of the lease writes it while the lane is empty, before a tail whose release orders it. The consumer
    /// reads it after the acquire of a tail that shows an event. Litmus: lane-lease, BROKEN_REBIND, BROKEN_BOUND_ORDER.
    /// </summary>
    [FieldOffset(32)]
    public ulong BoundHeader;

    /// <summary>
    /// A position in the shared lane. The consumer must have reached it before it may consume this lane. It keeps the order of a thread
    /// that published to the shared lane before it leased this lane. The lane's producer writes it before a tail, whose release orders it.
    /// The consumer reads it after the acquire of that tail. It only grows. The shared lane does not use it. Litmus: hold-back,
    /// BROKEN_HOLD_BACK, BROKEN_HOLD_BACK_ORDER.
    /// </summary>
    [FieldOffset(40)]
    public long NotBefore;

    /// <summary>
    /// The position of the next record to consume. The consumer writes it with release, which orders its last read of the records (and, in
    /// the shared lane, their clearing) before it. Producers read it with acquire. Without the pair a producer could overwrite a record
    /// that is still being read. Litmus: lane and shared-lane, BROKEN_HEAD_RELEASE, BROKEN_HEAD_ACQUIRE.
    /// </summary>
    [FieldOffset(CacheLine.Separation)]
    public long Head;

    /// <summary>
    /// The events consumed, by the consumer's own count. The consumer writes it before <see cref="Head"/>, whose release orders it. Any
    /// thread reads it after the acquire of Head.
    /// </summary>
    [FieldOffset(CacheLine.Separation + 8)]
    public long Consumed;
}
