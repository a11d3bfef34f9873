using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <summary>What a wait strategy decides by, and the ways for it to wait without missing a wake-up.</summary>
public readonly ref struct WaitContext
{
    /// <summary>How much fuller than expected a lane is when its producer wakes a loop that lets events gather.</summary>
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

    /// <summary>Events that the loop has consumed since the last call.</summary>
    public int Events { get; }

    /// <summary>Passes in a row, the last one included, that found no event.</summary>
    public int EmptyPasses { get; }

    /// <summary>How full the loop found the fullest lane, 0 to 1.</summary>
    public double Fullness { get; }

    /// <summary>
    /// How long the fullest lane would take to fill, at the rate at which lanes have filled of late: after a longer pause than
    /// this, events are dropped. A rate that falls is believed by halves. <see cref="TimeSpan.MaxValue"/> when nothing comes.
    /// </summary>
    public TimeSpan FillTime { get; }

    /// <summary>
    /// Time between the last two passes that found events, <see cref="TimeSpan.MaxValue"/> before there were two: whether some
    /// producer is at work all the time.
    /// </summary>
    public TimeSpan Gap { get; }

    /// <summary>The option of that name: how long to leave lanes alone that are being written.</summary>
    /// <exception cref="InvalidOperationException">A default context, that no loop has made.</exception>
    public TimeSpan PollInterval => LoopFor(nameof(PollInterval)).PollInterval;

    /// <summary>Whether sleeps of less than a millisecond can be had here. Where not, they take a millisecond or more.</summary>
    /// <exception cref="InvalidOperationException">A default context, that no loop has made.</exception>
    public bool SleepsPrecisely => LoopFor(nameof(SleepsPrecisely)).SleepsPrecisely;

    /// <summary>
    /// Sleeps until the time is over, a lane has filled by an eighth, or a command was posted. Returns at once when there
    /// is work already. Allocates nothing.
    /// </summary>
    /// <param name="timeout">Between zero and 24 days; what bounds the time until an event is visible.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative or too long timeout.</exception>
    /// <exception cref="InvalidOperationException">A default context, that no loop has made.</exception>
    public void Park(TimeSpan timeout) => LoopFor(nameof(Park)).Park(timeout, 1, lettingEventsGather: false, nameof(Park));

    /// <summary>
    /// As <see cref="Park(TimeSpan)"/>, but sleeps although events wait: to take many at once, later. Sleep for less than
    /// <see cref="FillTime"/>. A lane that becomes half as full again as that rate would have it, and fuller than an eighth,
    /// has its producer wake the loop, which costs it a system call. Allocates nothing.
    /// </summary>
    /// <param name="timeout">Between zero and 24 days; what bounds the time until an event is visible.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative or too long timeout.</exception>
    /// <exception cref="InvalidOperationException">A default context, that no loop has made.</exception>
    public void Gather(TimeSpan timeout)
    {
        double expected = FillTime > TimeSpan.Zero ? timeout / FillTime : 1;
        int eighths = (int)Math.Clamp(Math.Ceiling(expected * Reserve * RecordRing.LooksPerLap), 1, RecordRing.LooksPerLap - 1);
        LoopFor(nameof(Gather)).Park(timeout, eighths, lettingEventsGather: true, nameof(Gather));
    }

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

    /// <summary>
    /// What polling strategies do after a pass that found events: nothing, unless another pass found some a moment before. Then a
    /// producer is at work, and the lanes are left alone for <see cref="PollInterval"/>. Allocates nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">A default context, that no loop has made.</exception>
    public void LeaveBusyLanesAlone()
    {
        TimeSpan interval = PollInterval;
        if (Gap < interval * 1.5) LeaveAlone(interval); // what it takes to come round again, and a little more
    }

    /// <summary>
    /// Keeps the core but leaves the lanes alone, so that a producer at work keeps the cache lines that it writes to. Ends
    /// early when a command was posted. Allocates nothing.
    /// </summary>
    /// <param name="time">How long, not negative; a second at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or too long.</exception>
    /// <exception cref="InvalidOperationException">A default context, that no loop has made.</exception>
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
