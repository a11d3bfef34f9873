namespace MvxMetrics.Disruptor;

/// <summary>What a wait strategy decides by, and the one way for it to sleep without missing a wake-up.</summary>
public readonly ref struct WaitContext
{
    private readonly MetricsEventLoop? _loop;

    internal WaitContext(MetricsEventLoop loop, int events, int emptyPasses)
    {
        _loop = loop;
        Events = events;
        EmptyPasses = emptyPasses;
    }

    /// <summary>Events that the last pass consumed.</summary>
    public int Events { get; }

    /// <summary>Passes in a row, the last one included, that found no event.</summary>
    public int EmptyPasses { get; }

    /// <summary>
    /// Sleeps until the time is over, a lane is more than half full, or a command was posted. Returns at once when there
    /// is work already. Allocates nothing.
    /// </summary>
    /// <param name="timeout">Between zero and 24 days; what bounds the time until an event is visible.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative or too long timeout.</exception>
    /// <exception cref="InvalidOperationException">A default context, that no loop has made.</exception>
    public void Park(TimeSpan timeout)
    {
        if (_loop is null)
            throw new InvalidOperationException("Park was refused: this WaitContext belongs to no loop. Use the one that Wait was called with.");
        _loop.Park(timeout);
    }
}
