using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Stays away from the producers, for about as long as they take to fill a third of a lane: see
/// <see cref="WaitStrategy.Adaptive"/>. Half a full lane wakes the loop, at the producer's expense; a third leaves room for a
/// rate that grows by half before it comes to that.
/// <code>
///   a third of a lane fills in   below 130 µs    spin for 10 µs, unless a lane was a quarter full
///                                below 1 ms      sleep as long, less what sleeping takes by itself
///                                longer          let events gather as long, at most 64 ms
/// </code>
/// </summary>
internal sealed class AdaptiveWaitStrategy : WaitStrategy
{
    /// <summary>
    /// A lane found as full as this is followed up at once: its producer is ahead. Below, following it would only take the lines
    /// away from it that it is about to write.
    /// </summary>
    private const double Ahead = 0.25;

    private static readonly TimeSpan s_leastSleep = TimeSpan.FromMicroseconds(130);

    /// <summary>What systems add to a short sleep: see <see cref="ShortSleep"/>.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromMicroseconds(80);

    private static readonly TimeSpan s_leastPark = TimeSpan.FromMilliseconds(1);

    /// <summary>What bounds the time until an event is visible. A wake-up can cost 100 µs of processor time and more.</summary>
    private static readonly TimeSpan s_longestPark = TimeSpan.FromMilliseconds(64);

    private static readonly long s_backOff = Stopwatch.Frequency / 100_000; // 10 µs

    protected internal override void Wait(in WaitContext context)
    {
        TimeSpan pause = context.FillTime / 3;
        if (pause >= s_leastPark) context.Gather(pause < s_longestPark ? pause : s_longestPark);
        else if (pause >= s_leastSleep && ShortSleep.IsAvailable) ShortSleep.Sleep(pause - s_slack);
        else if (context.Fullness < Ahead) BackOff();
    }

    // Spins on the clock, not on the lanes.
    private static void BackOff()
    {
        long started = Stopwatch.GetTimestamp();
        do Thread.SpinWait(20);
        while (Stopwatch.GetTimestamp() - started < s_backOff);
    }
}
