namespace MvxMetrics.Disruptor;

/// <summary>
/// What the loop does between two passes over the lanes. A strategy balances three things: how soon events become visible, how much of a
/// core the loop takes, and how much it disturbs the producers. Derive from it for a balance of your own. It is used on the runtime's
/// thread only. A strategy without fields may serve several runtimes.
/// </summary>
public abstract class WaitStrategy
{
    /// <summary>
    /// The default. It stays away from the lanes for about as long as a third of a lane takes to fill at the recent rate, and for 64 ms at
    /// most. So producers keep their cache lines, and the loop takes no more of a core than the events need. Idle, it takes less than 0.5 %
    /// of a core.
    /// </summary>
    public static WaitStrategy Adaptive { get; } = new AdaptiveWaitStrategy();

    /// <summary>
    /// Polls without a pause. Events become visible soonest, and the loop takes 100 % of a core. It leaves lanes in which it has just found
    /// events alone for <see cref="MetricsEventLoopOptions.PollInterval"/>.
    /// </summary>
    public static WaitStrategy BusySpin { get; } = new BusySpinWaitStrategy();

    /// <summary>
    /// Polls as <see cref="BusySpin"/> does, and offers the core to other threads in between. It takes up to 100 % of a core, if no other
    /// thread wants the core.
    /// </summary>
    public static WaitStrategy Yielding { get; } = new YieldingWaitStrategy();

    /// <summary>
    /// Parks as soon as it finds no event, for up to 64 ms or until a lane is an eighth full. It takes the least processor time. Use it if
    /// you seldom read the metrics.
    /// </summary>
    public static WaitStrategy Blocking { get; } = new BlockingWaitStrategy();

    /// <summary>
    /// Called after every pass. When it returns, the loop looks again. An exception is logged, and the loop goes on with
    /// <see cref="Adaptive"/>.
    /// </summary>
    /// <param name="context">What the last passes found, and the ways to wait.</param>
    protected internal abstract void Wait(in WaitContext context);
}
