namespace MvxMetrics.Disruptor;

/// <summary>The lanes of the calling thread, one at each ring buffer that it publishes to.</summary>
internal static class ThreadLanes
{
    [ThreadStatic]
    private static List<ThreadLane>? t_lanes;

    /// <summary>
    /// The calling thread's lane at a buffer, leased now if it has none. Remembers it for the fast path, and forgets the
    /// lanes of buffers that were retired.
    /// </summary>
    public static unsafe ThreadLane At(RingBuffer ring)
    {
        List<ThreadLane> lanes = t_lanes ??= new List<ThreadLane>(2);
        ThreadLane? found = null;
        for (int i = lanes.Count - 1; i >= 0; i--)
        {
            RingBuffer? buffer = lanes[i].Shared.Ring;
            if (buffer is null) lanes.RemoveAt(i);
            else if (ReferenceEquals(buffer, ring)) found = lanes[i];
        }

        if (found is null)
        {
            found = new ThreadLane(ring.Shared, ring.TryLease(Thread.CurrentThread));
            lanes.Add(found);
        }

        if (found.Lane is { } lane) (ProducerThread.Token, ProducerThread.Cursors) = (ring.Token, (nint)lane.Cursors);
        return found;
    }

    /// <summary>The calling thread's private lane at a buffer, if it has one and used it last.</summary>
    public static Lane? LastLaneAt(RingBuffer ring)
    {
        if (ProducerThread.Token != ring.Token || t_lanes is not { } lanes) return null;

        foreach (ThreadLane lane in lanes)
            if (ReferenceEquals(lane.Shared, ring.Shared)) return lane.Lane;
        return null;
    }
}
