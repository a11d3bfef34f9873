namespace MvxMetrics.Disruptor;

/// <summary>What a wait strategy decides by, and the one way for it to sleep without missing a wake-up.</summary>
public readonly ref struct WaitContext
{
    private readonly MetricsEventLoop? _loop;

    internal WaitContext(MetricsEventLoop loop, int events, int emptyPasses, TimeSpan fillTime, double fullness = 0)
    {
        _loop = loop;
        Events = events;
        EmptyPasses = emptyPasses;
        FillTime = fillTime;
        Fullness = fullness;
    }

    /// <summary>Events that the last pass consumed.</summary>
    public int Events { get; }

    /// <summary>Passes in a row, the last one included, that found no event.</summary>
    public int EmptyPasses { get; }

    /// <summary>How full the last pass found the fullest lane, 0 to 1.</summary>
    public double Fullness { get; }

    /// <summary>
    /// How long the fullest lane would take to fill, at the rate at which lanes have filled of late: after a longer pause than
    /// this, events are dropped. A rate that falls is believed by halves. <see cref="TimeSpan.MaxValue"/> when nothing comes.
    /// </summary>
    public TimeSpan FillTime { get; }

    /// <summary>
    /// Sleeps until the time is over, a lane is more than half full, or a command was posted. Returns at once when there
    /// is work already. Allocates nothing.
    /// </summary>
    /// <param name="timeout">Between zero and 24 days; what bounds the time until an event is visible.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative or too long timeout.</exception>
    /// <exception cref="InvalidOperationException">A default context, that no loop has made.</exception>
    public void Park(TimeSpan timeout) => Park(timeout, lettingEventsGather: false, nameof(Park));

    /// <summary>
    /// As <see cref="Park(TimeSpan)"/>, but sleeps although events wait: to take many at once, later. Sleep for less than
    /// <see cref="FillTime"/>. Allocates nothing.
    /// </summary>
    /// <param name="timeout">Between zero and 24 days; what bounds the time until an event is visible.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative or too long timeout.</exception>
    /// <exception cref="InvalidOperationException">A default context, that no loop has made.</exception>
    public void Gather(TimeSpan timeout) => Park(timeout, lettingEventsGather: true, nameof(Gather));

    /// <summary>
    /// Looks for work without a pause, and returns when there is some: an event, or a command. The shortest way for an event to
    /// be seen, for a core of its own. Timers wait meanwhile. Allocates nothing.
    /// </summary>
    /// <param name="polls">How often to look at most, positive; a look takes some ten nanoseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    /// <exception cref="InvalidOperationException">A default context, that no loop has made.</exception>
    public void Poll(int polls)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(polls, 1);
        LoopFor(nameof(Poll)).Poll(polls);
    }

    private void Park(TimeSpan timeout, bool lettingEventsGather, string asked) =>
        LoopFor(asked).Park(timeout, lettingEventsGather, asked);

    private MetricsEventLoop LoopFor(string asked) => _loop
        ?? throw new InvalidOperationException($"{asked} was refused: this WaitContext belongs to no loop. Use the one that Wait was called with.");
}
