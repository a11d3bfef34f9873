namespace MvxMetrics.Disruptor;

/// <summary>A monitor. It works on every system, in steps of a millisecond.</summary>
internal sealed unsafe class MonitorParkingPlace : IParkingPlace
{
    private static readonly TimeSpan s_leastSleep = TimeSpan.FromMilliseconds(1);

    private readonly object _monitor = new();

    /// <inheritdoc/>
    public bool IsPrecise => false;

    /// <inheritdoc/>
    public void SleepWhile(int* word, int value, TimeSpan timeout)
    {
        lock (_monitor)
        {
            // Litmus: parking, BROKEN_PARK_CHECK.
            if (Volatile.Read(ref *word) == value) Monitor.Wait(_monitor, timeout < s_leastSleep ? s_leastSleep : timeout);
        }
    }

    /// <inheritdoc/>
    public void Wake(int* word)
    {
        // Under the monitor, so the pulse cannot come between the sleeper's check of the word and its wait. Litmus: parking,
        // BROKEN_PULSE_LOCK.
        lock (_monitor) Monitor.Pulse(_monitor);
    }
}
