using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Stays away from the producers, for about as long as they take to fill a quarter of a lane: see
/// <see cref="WaitStrategy.Adaptive"/>.
/// <code>
///   a quarter of a lane fills in   below 100 µs    spin for 10 µs, unless the last batch was large
///                                  below 1 ms      sleep for 50 to 200 µs, where the operating system can
///                                  longer          let events gather that long, at most 64 ms; half a full lane wakes the loop
/// </code>
/// </summary>
internal sealed class AdaptiveWaitStrategy : WaitStrategy
{
    /// <summary>Batches of at least this many events are followed up at once: the producers are ahead.</summary>
    private const int LargeBatch = 64;

    private static readonly TimeSpan s_leastSleep = TimeSpan.FromMicroseconds(100);
    private static readonly TimeSpan s_leastPark = TimeSpan.FromMilliseconds(1);

    /// <summary>What bounds the time until an event is visible. A wake-up can cost 100 µs of processor time and more.</summary>
    private static readonly TimeSpan s_longestPark = TimeSpan.FromMilliseconds(64);

    private static readonly long s_backOff = Stopwatch.Frequency / 100_000; // 10 µs

    protected internal override void Wait(in WaitContext context)
    {
        TimeSpan pause = context.FillTime / 4;
        if (pause >= s_leastPark) context.Gather(pause < s_longestPark ? pause : s_longestPark);
        else if (pause >= s_leastSleep && ShortSleep.IsAvailable) ShortSleep.Sleep();
        else if (context.Events < LargeBatch) BackOff();
    }

    // Spins on the clock, not on the lanes.
    private static void BackOff()
    {
        long started = Stopwatch.GetTimestamp();
        do Thread.SpinWait(20);
        while (Stopwatch.GetTimestamp() - started < s_backOff);
    }
}
