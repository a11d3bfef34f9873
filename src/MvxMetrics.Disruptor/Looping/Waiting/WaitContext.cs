using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <summary>What a wait strategy knows of the loop, and the ways in which it can wait without missing a wake-up.</summary>
public readonly ref struct WaitContext
{
    /// <summary>How much fuller than expected a lane must be before its producer wakes a loop that lets events gather.</summary>
    private const double Reserve = 1.5;

    private readonly MetricsEventLoop? _loop;

    internal WaitContext(
        MetricsEventLoop loop, int events, int emptyPasses, TimeSpan fillTime, double fullness = 0, TimeSpan? gap = null)
    {
        _loop = loop;
        Events = events;
        EmptyPasses = emptyPasses;
        FillTime = fillTime;
        Fullness = fullness;
        Gap = gap ?? TimeSpan.MaxValue;
    }

    /// <summary>The events that the loop has consumed since the last call.</summary>
    public int Events { get; }

    /// <summary>The number of passes in a row, up to the last one, that found no event.</summary>
    public int EmptyPasses { get; }

    /// <summary>How full the loop found the fullest lane, 0 to 1.</summary>
    public double Fullness { get; }

    /// <summary>
    /// How long the fullest lane takes to fill, at the rate at which lanes recently filled. After a longer pause, events are dropped. When
    /// the rate falls, the estimate follows by half at a time. <see cref="TimeSpan.MaxValue"/> when no events come.
    /// </summary>
    public TimeSpan FillTime { get; }

    /// <summary>
    /// The time between the last two passes that found events. It tells whether some producer is at work all the time.
    /// <see cref="TimeSpan.MaxValue"/> before there were two such passes.
    /// </summary>
    public TimeSpan Gap { get; }

    /// <summary>
    /// The option <see cref="MetricsEventLoopOptions.PollInterval"/>: how long to leave lanes alone that are being written.
    /// </summary>
    /// <exception cref="InvalidOperationException">The context is a default value: no loop made it.</exception>
    public TimeSpan PollInterval => LoopFor(nameof(PollInterval)).PollInterval;

    /// <summary>Whether the system can sleep for less than a millisecond. If not, a sleep takes a millisecond or more.</summary>
    /// <exception cref="InvalidOperationException">The context is a default value: no loop made it.</exception>
    public bool SleepsPrecisely => LoopFor(nameof(SleepsPrecisely)).SleepsPrecisely;

    /// <summary>
    /// Sleeps until the time is over, a lane is an eighth full, or a command was posted. It returns at once if there is work already. It
    /// allocates nothing.
    /// </summary>
    /// <param name="timeout">The longest sleep, between zero and 24 days. It limits the time until an event is visible.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative or too long.</exception>
    /// <exception cref="InvalidOperationException">The context is a default value: no loop made it.</exception>
    public void Park(TimeSpan timeout) => LoopFor(nameof(Park)).Park(timeout, 1, lettingEventsGather: false, nameof(Park));

    /// <summary>
    /// Sleeps as <see cref="Park(TimeSpan)"/> does, but also if events wait, so that the loop takes many at once later. Sleep for less than
    /// <see cref="FillTime"/>. If a lane becomes half as full again as expected from its rate, and fuller than an eighth, its producer
    /// wakes the loop; this costs the producer a system call. It allocates nothing.
    /// </summary>
    /// <param name="timeout">The longest sleep, between zero and 24 days. It limits the time until an event is visible.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative or too long.</exception>
    /// <exception cref="InvalidOperationException">The context is a default value: no loop made it.</exception>
    public void Gather(TimeSpan timeout)
    {
        double expected = FillTime > TimeSpan.Zero ? timeout / FillTime : 1;
        int eighths = (int)Math.Clamp(Math.Ceiling(expected * Reserve * RecordRing.LooksPerLap), 1, RecordRing.LooksPerLap - 1);
        LoopFor(nameof(Gather)).Park(timeout, eighths, lettingEventsGather: true, nameof(Gather));
    }

    /// <summary>
    /// Looks for work without a pause, and returns when it finds an event or a command. No other way sees an event sooner, but it takes a
    /// whole core. Timers wait meanwhile. It allocates nothing.
    /// </summary>
    /// <param name="polls">How often to look at most; positive. One look takes some ten nanoseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    /// <exception cref="InvalidOperationException">The context is a default value: no loop made it.</exception>
    public void Poll(int polls)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(polls, 1);
        LoopFor(nameof(Poll)).Poll(polls);
    }

    /// <summary>
    /// What polling strategies do after a pass that found events. If the pass before it found events only a moment earlier, a producer is
    /// at work, and the lanes are left alone for <see cref="PollInterval"/>. Otherwise it does nothing. It allocates nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">The context is a default value: no loop made it.</exception>
    public void LeaveBusyLanesAlone()
    {
        TimeSpan interval = PollInterval;
        if (Gap < interval * 1.5) LeaveAlone(interval); // the time between two passes, and a little more
    }

    /// <summary>
    /// Keeps the core but leaves the lanes alone, so that a producer at work keeps the cache lines that it writes to. It ends early if a
    /// command was posted. It allocates nothing.
    /// </summary>
    /// <param name="time">How long; not negative, at most a second.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or too long.</exception>
    /// <exception cref="InvalidOperationException">The context is a default value: no loop made it.</exception>
    public void LeaveAlone(TimeSpan time)
    {
        if (time < TimeSpan.Zero || time > TimeSpan.FromSeconds(1))
            throw new ArgumentOutOfRangeException(nameof(time), time, "The time of LeaveAlone must lie between zero and a second.");

        MetricsEventLoop loop = LoopFor(nameof(LeaveAlone));
        long started = Stopwatch.GetTimestamp();
        long ticks = (long)(time.TotalSeconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() - started < ticks && !loop.HasOtherWork) Thread.SpinWait(10);
    }

    private MetricsEventLoop LoopFor(string member) => _loop
        ?? throw new InvalidOperationException(
            $"{member} was refused: this WaitContext belongs to no loop. Use the one that Wait was called with.");
}
