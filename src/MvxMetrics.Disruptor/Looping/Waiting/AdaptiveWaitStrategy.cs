namespace MvxMetrics.Disruptor;

/// <summary>
/// Stays away from the lanes for about as long as producers need to fill a third of a lane: see <see cref="WaitStrategy.Adaptive"/>. The
/// loop ends its sleep itself. A producer wakes it, which costs that producer a system call, only if a lane fills much faster than it
/// recently did.
/// <code>
///   a third of a lane fills in   below 130 µs    spin for 10 µs, unless a lane was a quarter full
///                                longer          let events gather as long, at most 64 ms
/// </code>
/// </summary>
internal sealed class AdaptiveWaitStrategy : WaitStrategy
{
    /// <summary>
    /// A lane that is found as full as this is drained again at once: its producer is ahead. If it is less full, draining it at once would
    /// only take cache lines away from the producer that is about to write them.
    /// </summary>
    private const double Ahead = 0.25;

    private static readonly TimeSpan s_leastSleep = TimeSpan.FromMicroseconds(130);

    /// <summary>The time that systems add to a short sleep.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromMicroseconds(80);

    private static readonly TimeSpan s_leastImpreciseSleep = TimeSpan.FromMilliseconds(1);

    /// <summary>The limit of the time until an event is visible. A wake-up can cost 100 µs of processor time or more.</summary>
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
