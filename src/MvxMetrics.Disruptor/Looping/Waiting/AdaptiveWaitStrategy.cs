namespace MvxMetrics.Disruptor;

/// <summary>
/// Stays away from the producers, for about as long as they take to fill a third of a lane: see
/// <see cref="WaitStrategy.Adaptive"/>. The loop times its own sleep; a producer wakes it, at its own expense, only where a lane
/// fills much faster than of late.
/// <code>
///   a third of a lane fills in   below 130 µs    spin for 10 µs, unless a lane was a quarter full
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

    /// <summary>What systems add to a short sleep.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromMicroseconds(80);

    private static readonly TimeSpan s_leastImpreciseSleep = TimeSpan.FromMilliseconds(1);

    /// <summary>What bounds the time until an event is visible. A wake-up can cost 100 µs of processor time and more.</summary>
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromMilliseconds(64);

    private static readonly TimeSpan s_backOff = TimeSpan.FromMicroseconds(10);

    protected internal override void Wait(in WaitContext context)
    {
        TimeSpan pause = context.FillTime / 3;
        if (pause >= s_longestSleep) context.Gather(s_longestSleep);
        else if (pause >= s_leastSleep && (context.SleepsPrecisely || pause >= s_leastImpreciseSleep)) context.Gather(pause - s_slack);
        else if (context.Fullness < Ahead) context.LeaveAlone(s_backOff);
    }
}
