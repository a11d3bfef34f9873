namespace MvxMetrics.Disruptor;

/// <summary>
/// Has the system back the pages of new lanes on the consumer's thread, so that a producer's first lap does not run into a
/// page fault every few thousand bytes: hundreds of nanoseconds each, on a virtual machine several microseconds.
/// </summary>
internal sealed class PagePrefault
{
    /// <summary>Pages between two passes: what keeps commands and other lanes waiting is a fraction of a millisecond.</summary>
    private const int PagesAtOnce = 64;

    /// <summary>
    /// 1: a lane may have pages that were not touched yet. Set by whoever made a lane's memory, with release after the lane can be
    /// reached; cleared by the consumer with a full fence before it looks at the lanes, so that a lane made meanwhile sets it
    /// again or is seen. Without the fence the clearing could come after, and a lane would keep its page faults; nothing worse.
    /// For that reason, too, a consumer that is about to park does not look at it again.
    /// </summary>
    private int _isDue;

    /// <summary>Whether there may be something to do. Any thread.</summary>
    public bool IsDue => Volatile.Read(ref _isDue) != 0;

    /// <summary>Says that a lane has new memory. Any thread, after the lane can be reached.</summary>
    public void Announce() => Volatile.Write(ref _isDue, 1);

    /// <summary>Touches the next pages of each lane that has some left. Consumer only; allocates nothing.</summary>
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
