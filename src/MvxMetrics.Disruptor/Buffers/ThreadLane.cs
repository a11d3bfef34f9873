namespace MvxMetrics.Disruptor;

/// <summary>
/// One thread's place in one ring buffer: a private lane or, while none is free, the shared lane. Only its thread uses it.
/// </summary>
internal sealed class ThreadLane
{
    /// <summary>The number of publications through the shared lane between two attempts to lease a private lane.</summary>
    private const int LeaseRetryInterval = 64;

    private int _untilLeaseRetry = LeaseRetryInterval;

    public ThreadLane(SharedLane shared, Lane? lane)
    {
        Shared = shared;
        Lane = lane;
    }

    /// <summary>The shared lane of the ring buffer. It identifies the ring buffer without keeping its memory alive.</summary>
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

    // Events of this thread may still wait in the shared lane. The consumer must take those first, and with them everything else that has
    // been claimed there by now. Litmus: hold-back, BROKEN_HOLD_BACK.
    private void RetryLease(RingBuffer ring)
    {
        _untilLeaseRetry = LeaseRetryInterval;
        Lane = ring.TryLease(Thread.CurrentThread);
        Lane?.HoldBackUntil(Shared.Tail);
    }
}
