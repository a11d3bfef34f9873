namespace MvxMetrics.Disruptor;

/// <summary>
/// The private lane to which a thread published last, in the form that the hot path reads with the fewest loads: numbers. The runtime keeps
/// numbers in the thread's own memory; a reference would be in an array of an array. Nothing here keeps memory alive, so
/// <see cref="Cursors"/> may point into memory that is gone. Use it only while something holds the ring buffer of <see cref="Token"/>. The
/// class has no static constructor, because that would make every access a call.
/// </summary>
internal static class ProducerThread
{
    /// <summary>The token of the lane's ring buffer. Zero: no lane yet.</summary>
    [ThreadStatic]
    public static long Token;

    /// <summary>Address of the lane's <see cref="LaneCursors"/>.</summary>
    [ThreadStatic]
    public static nint Cursors;
}
