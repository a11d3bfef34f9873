namespace MvxMetrics.Disruptor;

/// <summary>
/// What the loop does between two passes over the lanes: how soon events become visible against how much of a core the
/// loop takes and how much it disturbs the producers. Derive from it for another trade. Used on the runtime's thread
/// only; a strategy without fields may serve several runtimes.
/// </summary>
public abstract class WaitStrategy
{
    /// <summary>
    /// The default. Stays away from the lanes for about as long as a third of a lane takes to fill at the rate of late, and for
    /// 64 ms at most, so that producers keep their cache lines and the loop takes no more of a core than the events need.
    /// Idle: less than 0.5 % of a core.
    /// </summary>
    public static WaitStrategy Adaptive { get; } = new AdaptiveWaitStrategy();

    /// <summary>
    /// Polls without a pause: the shortest time until an event is visible, for 100 % of a core. Lanes in which it has just found
    /// events it leaves alone for <see cref="MetricsEventLoopOptions.PollInterval"/>.
    /// </summary>
    public static WaitStrategy BusySpin { get; } = new BusySpinWaitStrategy();

    /// <summary>
    /// As <see cref="BusySpin"/>, and offers the core to other threads in between: up to 100 % of a core that nobody else wants.
    /// </summary>
    public static WaitStrategy Yielding { get; } = new YieldingWaitStrategy();

    /// <summary>
    /// Parks as soon as it finds nothing, for up to 64 ms or until a lane is an eighth full: the least processor time, for
    /// code that looks at its metrics seldom.
    /// </summary>
    public static WaitStrategy Blocking { get; } = new BlockingWaitStrategy();

    /// <summary>
    /// Called after every pass. Return to have the loop look again. An exception is logged, and the loop goes on with
    /// <see cref="Adaptive"/>.
    /// </summary>
    /// <param name="context">What the last passes found, and the means to park.</param>
    protected internal abstract void Wait(in WaitContext context);
}
