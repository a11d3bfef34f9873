namespace MvxMetrics.Disruptor;

/// <summary>
/// One thread's place at one ring buffer: a private lane or, while none is free, the shared one. Used by its thread only.
/// </summary>
internal sealed class ThreadLane
{
    /// <summary>Publications through the shared lane between two attempts to lease a private one.</summary>
    private const int LeaseRetryInterval = 64;

    private int _untilLeaseRetry = LeaseRetryInterval;

    public ThreadLane(SharedLane shared, Lane? lane)
    {
        Shared = shared;
        Lane = lane;
    }

    /// <summary>The buffer's shared lane, by which the buffer is recognized without keeping its memory alive.</summary>
    public SharedLane Shared { get; }

    /// <summary>The private lane, null while none was free.</summary>
    public Lane? Lane { get; private set; }

    /// <summary>Publishes one event of this thread; false when there is no room. Never waits.</summary>
    public bool TryPublish<T>(RingBuffer ring, ulong header, in T payload)
        where T : unmanaged
    {
        if (Lane is null && --_untilLeaseRetry == 0) RetryLease(ring);
        return Lane is { } lane ? lane.TryPublish(header, in payload) : Shared.TryPublish(header, in payload);
    }

    // The thread's events in the shared lane may still be waiting: the consumer is told to take those first, and with them
    // whatever else has been claimed there by now. Litmus: hold-back, BROKEN_HOLD_BACK.
    private void RetryLease(RingBuffer ring)
    {
        _untilLeaseRetry = LeaseRetryInterval;
        Lane = ring.TryLease(Thread.CurrentThread);
        Lane?.HoldBackUntil(Shared.Tail);
    }
}
