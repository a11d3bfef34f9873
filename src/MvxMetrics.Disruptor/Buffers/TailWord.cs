using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A lane's tail in one word, so that one store publishes where the next record begins and how many records there have been:
/// <code>
///   tail = events * 2^32 + position      (modulo 2^64; position in bytes from zero)
/// </code>
/// The low half is the position's, which is all that a record is found by: a lane has at most 2^30 bytes. When the position
/// passes a multiple of 2^32 it carries into the upper half; whoever knows the whole position takes that out again. The
/// consumer knows it: its head has 64 bits, and the tail is never further ahead than the lane is long. Litmus: lane,
/// BROKEN_TWO_STORES.
/// </summary>
internal static class TailWord
{
    /// <summary>What one more event adds, beside the bytes of its record.</summary>
    public const long OneEvent = 1L << 32;

    /// <summary>The position of a tail that is less than 2^32 bytes ahead of a head, or level with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long PositionOf(long tail, long head) => head + (uint)((uint)tail - (uint)head);

    /// <summary>The number of events of a tail whose position is known, modulo 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint EventsOf(long tail, long position) => (uint)((tail - position) >> 32);
}
