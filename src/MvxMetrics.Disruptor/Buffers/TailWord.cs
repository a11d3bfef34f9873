using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A lane's tail in one word. So one store publishes two things: where the next record begins, and how many records there have been.
/// <code>
///   tail = events * 2^32 + position      (modulo 2^64; position in bytes from zero)
/// </code>
/// The low half is that of the position. It is enough to find a record, because a lane has at most 2^30 bytes. When the position passes a
/// multiple of 2^32, it carries into the upper half. Code that knows the whole position subtracts the carry. The consumer knows the whole
/// position: its head has 64 bits, and the tail is never ahead of it by more than the length of the lane. Litmus: lane, BROKEN_TWO_STORES.
/// </summary>
internal static class TailWord
{
    /// <summary>What one more event adds, besides the bytes of its record.</summary>
    public const long OneEvent = 1L << 32;

    /// <summary>The position of a tail that is equal to a head, or ahead of it by less than 2^32 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long PositionOf(long tail, long head) => head + (uint)((uint)tail - (uint)head);

    /// <summary>The number of events of a tail whose position is known, modulo 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EventsOf(long tail, long position) => (uint)((tail - position) >> 32);
}
