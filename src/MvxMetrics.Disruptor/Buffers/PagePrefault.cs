namespace MvxMetrics.Disruptor;

/// <summary>
/// Touches the pages of new lanes on the consumer's thread, so that the system gives them memory there. Otherwise a producer's first lap
/// would run into a page fault every few thousand bytes. A page fault takes hundreds of nanoseconds, on a virtual machine several
/// microseconds.
/// </summary>
internal sealed class PagePrefault
{
    /// <summary>The pages touched between two passes. Commands and other lanes wait a fraction of a millisecond for them.</summary>
    private const int PagesAtOnce = 64;

    /// <summary>
    /// 1: a lane may have pages that were not touched yet. The thread that made a lane's memory sets it with release, after the lane can be
    /// reached. The consumer clears it with a full fence before it looks at the lanes: so a lane that is made meanwhile sets it again, or
    /// is seen. Without the fence the clearing could come later, and a lane would keep its page faults; nothing worse would happen. For
    /// this reason a consumer that is about to park does not look at it again.
    /// </summary>
    private int _isDue;

    /// <summary>Whether there may be something to do. Any thread.</summary>
    public bool IsDue => Volatile.Read(ref _isDue) != 0;

    /// <summary>Announces that a lane has new memory. Any thread, after the lane can be reached.</summary>
    public void Announce() => Volatile.Write(ref _isDue, 1);

    /// <summary>Touches the next pages of each lane that has untouched pages. Consumer only. Allocates nothing.</summary>
    /// <returns>Whether there was something to do.</returns>
    public bool Advance(RingBuffer ring)
    {
        if (!IsDue) return false;

        Interlocked.Exchange(ref _isDue, 0);
        bool isDone = ring.Shared.Prefault(PagesAtOnce);
        foreach (Lane? lane in ring.TouchedLanes)
            if (lane is not null) isDone &= lane.Prefault(PagesAtOnce);
        if (!isDone) Announce();
        return true;
    }
}
