namespace MvxMetrics.Disruptor.Tests;

/// <summary>A loop that is driven by hand, and what a wait strategy can ask of it.</summary>
internal static class LoopCases
{
    private const string Create = "MetricsEventLoop.CreateRecorder(id, options)";
    private const string CreateOwn = "MetricsEventLoop.CreateRecorder(id, factory)";
    private const string Run = "MetricsEventLoop.RunOnce(maxEvents, budget)";
    private const string Dispose = "MetricsEventLoop.Dispose()";
    private const string Park = "WaitContext.Park(timeout)";
    private const string Poll = "WaitContext.Poll(polls)";
    private const string Gather = "WaitContext.Gather(timeout)";
    private const string LeaveAlone = "WaitContext.LeaveAlone(time)";

    public static IEnumerable<BadCase> All =>
    [
        .. BadCase.NullOrBlank(Create, "id", static id => Given.ALoop(l => l.CreateRecorder(id))()),
        .. BadCase.NullOrBlank(CreateOwn, "id", static id => Given.ALoop(l => l.CreateRecorder(id, static c => new MetricsRecorder(c)))()),
        .. BadCase.OutOfRange<int>(Create, "HoldingCapacity", "between 1 and", static v => Given.ALoop(
            l => l.CreateRecorder("r", new RecorderOptions { HoldingCapacity = v }))(), 0),
        BadCase.Null(CreateOwn, "factory", Given.ALoop(static l => l.CreateRecorder<MetricsRecorder>("r", null!))),
        new(CreateOwn, "factory", "one that returns null", typeof(ArgumentException),
            Given.ALoop(static l => l.CreateRecorder<MetricsRecorder>("r", static _ => null!)),
            "'r'", "returned null", "Return a new recorder"),
        new(CreateOwn, "factory", "one that returns a started recorder", typeof(ArgumentException),
            Given.ALoop(static l => l.CreateRecorder("r", _ => l.CreateRecorder("other"))),
            "'r'", "not new in this loop", "Construct one with the context"),
        .. BadCase.OutOfRange<int>(Run, "maxEvents", "non-negative", static v => Given.ALoop(l => l.RunOnce(v))(), -1, int.MinValue),
        .. BadCase.OutOfRange<TimeSpan>(Run, "budget", "greater than or equal to", static v => Given.ALoop(l => l.RunOnce(budget: v))(),
            TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TimeSpan.MinValue),
        new(Run, "(disposed)", "disposed", typeof(ObjectDisposedException), Given.ADisposedLoop(static l => l.RunOnce()),
            "RunOnce was refused", "MetricsEventLoop", "disposed", "create a new one"),
        new(Create, "(disposed)", "disposed", typeof(MetricsException), Given.ADisposedLoop(static l => l.CreateRecorder(" x ")),
            "CreateRecorder was refused", "'x'", "has closed", "Create it in a new loop"),
        new(CreateOwn, "(disposed)", "disposed", typeof(MetricsException),
            Given.ADisposedLoop(
                static l => l.CreateRecorder<MetricsRecorder>("x", static _ => throw new InvalidOperationException("asked in vain"))),
            "CreateRecorder was refused", "has closed", "Create it in a new loop"),
        Busy(Run, "RunOnce", static l => l.RunOnce()),
        Busy(Dispose, "Dispose", static l => l.Dispose()),
        Inside(Run, "RunOnce", static l => l.RunOnce()),
        Inside(Dispose, "Dispose", static l => l.Dispose()),
        Inside(Create, "CreateRecorder", static l => l.CreateRecorder("x")),
        Inside(CreateOwn, "CreateRecorder", static l => l.CreateRecorder("x", static c => new MetricsRecorder(c))),
        .. BadCase.OutOfRange<TimeSpan>(Park, "timeout", "between zero and 24 days",
            static v => Given.ALoop(l => new WaitContext(l, 0, 1, TimeSpan.MaxValue).Park(v))(),
            TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TimeSpan.MinValue,
            TimeSpan.FromMilliseconds(int.MaxValue + 1L), TimeSpan.MaxValue),
        new(Park, "(default)", "a default context", typeof(InvalidOperationException),
            static () => default(WaitContext).Park(TimeSpan.Zero),
            "Park was refused", "belongs to no loop", "Use the one that Wait was called with"),
        .. BadCase.OutOfRange<int>(Poll, "polls", "must be greater than or equal to '1'",
            static v => Given.ALoop(l => new WaitContext(l, 0, 1, TimeSpan.MaxValue).Poll(v))(),
            0, -1, int.MinValue),
        new(Poll, "(default)", "a default context", typeof(InvalidOperationException), static () => default(WaitContext).Poll(1),
            "Poll was refused", "belongs to no loop", "Use the one that Wait was called with"),
        .. BadCase.OutOfRange<TimeSpan>(Gather, "timeout", "between zero and 24 days",
            static v => Given.ALoop(l => new WaitContext(l, 0, 1, TimeSpan.MaxValue).Gather(v))(),
            TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TimeSpan.MinValue,
            TimeSpan.FromMilliseconds(int.MaxValue + 1L), TimeSpan.MaxValue),
        new(Gather, "(default)", "a default context", typeof(InvalidOperationException),
            static () => default(WaitContext).Gather(TimeSpan.Zero),
            "Gather was refused", "belongs to no loop", "Use the one that Wait was called with"),
        .. BadCase.OutOfRange<TimeSpan>(LeaveAlone, "time", "between zero and a second",
            static v => Given.ALoop(l => new WaitContext(l, 0, 1, TimeSpan.MaxValue).LeaveAlone(v))(),
            TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TimeSpan.MinValue,
            TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(1), TimeSpan.MaxValue),
        new(LeaveAlone, "(default)", "a default context", typeof(InvalidOperationException),
            static () => default(WaitContext).LeaveAlone(TimeSpan.Zero),
            "LeaveAlone was refused", "belongs to no loop", "Use the one that Wait was called with"),
    ];

    private static BadCase Busy(string member, string asked, Action<MetricsEventLoop> call) => new(
        member, "(thread)", "not the one that drives", typeof(InvalidOperationException), Given.ABusyLoop(call),
        $"{asked} was refused", "is inside this loop", "one thread at a time", "guard the calls with a lock");

    private static BadCase Inside(string member, string asked, Action<MetricsEventLoop> call) => new(
        member, "(thread)", "in a handler", typeof(LoopReentrancyException), Given.InsideAHandlerOfALoop((loop, _) => call(loop)),
        $"{asked} was refused", "from inside it", "from another thread");
}
