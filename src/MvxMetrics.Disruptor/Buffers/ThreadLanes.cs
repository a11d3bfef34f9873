namespace MvxMetrics.Disruptor;

/// <summary>The lanes of the calling thread: one in each ring buffer to which it publishes.</summary>
internal static class ThreadLanes
{
    [ThreadStatic]
    private static List<ThreadLane>? t_lanes;

    /// <summary>
    /// The calling thread's lane in a ring buffer. If it has none, it leases one now. The lane is remembered for the hot path, and lanes of
    /// retired ring buffers are forgotten.
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

    /// <summary>The calling thread's private lane in a ring buffer, if it has one and used it last.</summary>
    public static Lane? LastLaneAt(RingBuffer ring)
    {
        if (ProducerThread.Token != ring.Token || t_lanes is not { } lanes) return null;

        foreach (ThreadLane lane in lanes)
            if (ReferenceEquals(lane.Shared, ring.Shared)) return lane.Lane;
        return null;
    }
}
