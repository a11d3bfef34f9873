using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The parking handshake between one consumer and any number of producers.
/// <code>
///   consumer                                producer
///   PrepareToPark:  parked = 1              publish (release store)
///                   full fence              WakeIfParked:  full fence
///   look for work again                                    read parked
///   Park: wait unless parked == 0                          if 1: parked = 0, pulse
/// </code>
/// Both sides store, fence, then load: at least one of them sees the other, so work that was there before parking is
/// never slept over. Without either fence both could read the old value. Litmus: parking, BROKEN_CONSUMER_FENCE,
/// BROKEN_PRODUCER_FENCE, BROKEN_RECHECK.
/// </summary>
internal sealed class ConsumerSignal
{
    private readonly object _monitor = new();

    /// <summary>1 while the consumer is parked or about to be. Set by the consumer, cleared by whoever wins the wake-up.</summary>
    private int _parked;

    private long _wakeUps;

    /// <summary>How often a producer or a command woke the consumer. Any thread.</summary>
    public long WakeUps => Volatile.Read(ref _wakeUps);

    /// <summary>Consumer only: announces that it will park. Look for work after this and before <see cref="Park"/>.</summary>
    public void PrepareToPark() => Interlocked.Exchange(ref _parked, 1);

    /// <summary>Consumer only: takes the announcement back, since there is work after all.</summary>
    public void CancelPark() => Volatile.Write(ref _parked, 0);

    /// <summary>Consumer only: sleeps until woken or until the time is over. Allocates nothing.</summary>
    public void Park(TimeSpan timeout)
    {
        lock (_monitor)
        {
            // Litmus: parking, BROKEN_PARK_CHECK.
            if (Volatile.Read(ref _parked) != 0) Monitor.Wait(_monitor, timeout);
            Volatile.Write(ref _parked, 0);
        }
    }

    /// <summary>
    /// Wakes the consumer if it is parked. Any thread, after it has published; allocates nothing. One caller of many
    /// pays for the pulse.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WakeIfParked()
    {
        // What the caller published, before the read of _parked: see the table above. Litmus: parking, BROKEN_PRODUCER_FENCE.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _parked) != 0) Wake();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wake()
    {
        if (Interlocked.Exchange(ref _parked, 0) == 0) return;

        Interlocked.Increment(ref _wakeUps);

        // Under the monitor, so that the pulse cannot fall between the consumer's check and its wait. Litmus: parking,
        // BROKEN_PULSE_LOCK.
        lock (_monitor) Monitor.Pulse(_monitor);
    }
}
