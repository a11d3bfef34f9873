namespace MvxMetrics.Disruptor;

/// <summary>
/// The private lane that a thread published to last, in a form that the fast path reads with the fewest loads: numbers, which
/// the runtime keeps in the thread's own block, where a reference would be one of an array of an array. Nothing here keeps
/// memory alive, so <see cref="Cursors"/> may point into a block that is gone: it is to be used only while somebody holds the
/// ring buffer of <see cref="Token"/>. The class has no static constructor, which would make every access a call.
/// </summary>
internal static class ProducerThread
{
    /// <summary>The ring buffer of the lane; zero: no lane yet.</summary>
    [ThreadStatic]
    public static long Token;

    /// <summary>Address of the lane's <see cref="LaneCursors"/>.</summary>
    [ThreadStatic]
    public static nint Cursors;
}
