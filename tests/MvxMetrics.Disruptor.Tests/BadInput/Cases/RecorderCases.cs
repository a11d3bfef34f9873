using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A recorder: its construction, events that do not fit, statuses, threads and ends.</summary>
internal static class RecorderCases
{
    private const string NewInContext = "new MetricsRecorder(context)";
    private const string Event = "MetricsRecorder.RegisterEvent(metricEvent)";
    private const string Events = "MetricsRecorder.RegisterEvents(metricEvents)";
    private const string Register = "MetricsRecorder.Register(metric)";
    private const string StartAsync = "MetricsRecorder.StartAsync(cancellationToken)";
    private const string StopAsync = "MetricsRecorder.StopAsync(cancellationToken)";
    private const string Start = "MetricsRecorder.Start()";
    private const string Stop = "MetricsRecorder.Stop()";
    private const string CreateWriter = "MetricsRecorder.CreateWriter()";

    public static IEnumerable<BadCase> All => [.. Arguments(), .. Statuses(), .. Threads(), .. WithoutALoop(), .. Hooks()];

    private static IEnumerable<BadCase> Arguments() =>
    [
        BadCase.Null("MetricsEventLoop.CreateContext(entityId, options)", "entityId", Given.ALoop(static l => _ = l.CreateContext(null!))),
        .. BadCase.OutOfRange<int>(NewInContext, "MaxPendingEvents", "positive", static v => Given.ALoop(
            l => _ = new MetricsRecorder(l.CreateContext("r", new RecorderOptions { MaxPendingEvents = v })))(), 0),
        BadCase.Null(NewInContext, "context", static () => _ = new MetricsRecorder(null!)),
        BadCase.Null(Register, "metric", Given.ARecorder(static r => r.Register<Metric>(null!))),
        new(Register, "metric", "another recorder's", typeof(ArgumentException), Given.ALoop(static l =>
        {
            Counter<Tick> metric = new("c");
            l.CreateRecorder("owner").Register(metric);
            l.CreateRecorder("r").Register(metric);
        }), "Metric 'c'", "already belongs to another recorder", "Create one instance for each"),
        BadCase.Null("MetricsRecorder.ReadSnapshots(reader)", "reader", Given.ARecorder(static r =>
        {
            ISnapshotReader none = null!;
            r.Register(new Counter<Tick>("c"));
            r.ReadSnapshots(ref none);
        })),
        TooLarge(Event, static r => r.RegisterEvent(default(Event1017))),
        TooLarge(Events, static r => r.RegisterEvents<Event1017>(new Event1017[2])),
        TooLarge(CreateWriter, static r => r.CreateWriter<Event1017>()),
        new(Event, "(room)", "a full lane", typeof(RecorderOverflowException), Given.ARecorder(static r =>
        {
            for (int i = 0; i < 65; i++) r.RegisterEvent(new Tick(i));
        }), "'r' has no room for 1 event(s)", "'test.tick'", "Drive the loop more often, enlarge the lanes"),
        new(Events, "(room)", "a full lane", typeof(RecorderOverflowException),
            Given.ARecorder(static r => r.RegisterEvents<Tick>(new Tick[66])),
            "'r' has no room for 2 event(s)", "'test.tick'", "choose another overflow policy"),
    ];

    private static IEnumerable<BadCase> Statuses()
    {
        return
        [
            new(Start, "(status)", "Running", typeof(RecorderStateException), Given.ARecorder(static r => r.Start()),
                "Start was refused", "'r' is Running", "must be Created, Starting or Stopped", "there is nothing to start"),
            new(StartAsync, "(status)", "Running", typeof(RecorderStateException),
                Given.ARecorder(static r => r.StartAsync().GetAwaiter().GetResult()),
                "Start was refused", "'r' is Running", "there is nothing to start"),
            new(Stop, "(status)", "Created", typeof(RecorderStateException),
                Given.ALoop(static l => new MetricsRecorder(l.CreateContext("r")).Stop()),
                "Stop was refused", "'r' is Created", "must be Running or Stopping", "Start it first"),
            Stopped(Stop, "Stop", static r => r.Stop(), "there is nothing to stop"),
            Stopped(StopAsync, "Stop", static r => r.StopAsync().GetAwaiter().GetResult(), "there is nothing to stop"),
            Stopped(Event, "RegisterEvent", static r => r.RegisterEvent(new Tick(1)), "Start it again first"),
            Stopped(Events, "RegisterEvents", static r => r.RegisterEvents<Tick>(new Tick[2]), "Start it again first"),
            Stopped(Register, "Register", static r => r.Register(new Counter<Tick>("c")), "Start it again first"),
        ];

        static BadCase Stopped(string member, string asked, Action<MetricsRecorder> call, string advice) => new(
            member, "(status)", "Stopped", typeof(RecorderStateException), Given.AStoppedRecorder(call),
            $"{asked} was refused", "'r' is Stopped", "must be", advice);
    }

    private static IEnumerable<BadCase> Threads()
    {
        return
        [
            Inside(Start, "Start", static r => r.Start()),
            Inside(Stop, "Stop", static r => r.Stop()),
            InItsHook(Start, "Start", static r => r.Start()),
            InItsHook(Stop, "Stop", static r => r.Stop()),
            InItsHook(StartAsync, "StartAsync", static r => r.StartAsync().GetAwaiter().GetResult()),
            InItsHook(StopAsync, "StopAsync", static r => r.StopAsync().GetAwaiter().GetResult()),
        ];

        static BadCase Inside(string member, string asked, Action<MetricsRecorder> call) => new(
            member, "(thread)", "the loop's own", typeof(LoopReentrancyException),
            Given.InsideAHandlerOfARuntime((_, recorder) => call(recorder)),
            $"{asked} was refused", "from inside it", "from another thread");

        static BadCase InItsHook(string member, string asked, Action<MetricsRecorder> call) => new(
            member, "(thread)", "its own hook's", typeof(LoopReentrancyException), () => CallInHook(call),
            $"{asked} was refused", "own lifecycle hook", "without waiting for it");
    }

    private static IEnumerable<BadCase> WithoutALoop()
    {
        return
        [
            Orphan(Start, "Start", static r => r.Start()),
            Orphan(StartAsync, "Start", static r => r.StartAsync().GetAwaiter().GetResult()),
            Orphan(Event, "RegisterEvent", static r => r.RegisterEvent(new Tick(1))),
            Orphan(Events, "RegisterEvents", static r => r.RegisterEvents<Tick>(new Tick[2])),
        ];

        static BadCase Orphan(string member, string asked, Action<MetricsRecorder> call) => new(
            member, "(disposed)", "in a closed loop", typeof(MetricsException), Given.AnOrphan(call),
            $"{asked} of recorder 'r'", "its loop has closed", "Create a recorder in a loop that is open");
    }

    private static IEnumerable<BadCase> Hooks() =>
    [
        new("MetricsRecorder.OnStartingAsync(cancellationToken)", "(result)", "null", typeof(InvalidOperationException),
            static () => Cause(static loop => new HookedRecorder(loop.CreateContext("r")) { Starting = static _ => null! }.Start()),
            "OnStartingAsync returned null", "Return Task.CompletedTask"),
        new("MetricsRecorder.OnStoppedAsync(cancellationToken)", "(result)", "null", typeof(InvalidOperationException),
            static () => Cause(static loop =>
                loop.CreateRecorder("r", static c => new HookedRecorder(c) { Stopped = static _ => null! }).Stop()),
            "OnStoppedAsync returned null", "Return Task.CompletedTask"),
    ];

    private static BadCase TooLarge(string member, Action<MetricsRecorder> call) => new(
        member, "TEvent", "larger than a record", typeof(EventTooLargeException), Given.ARecorder(call),
        "'test.event1017' takes 1017 bytes", "may take 1016", "Shrink the event");

    private static void CallInHook(Action<MetricsRecorder> call) => Given.ARuntime(runtime =>
    {
        Exception? refused = null;
        runtime.CreateRecorder("r", context =>
        {
            HookedRecorder created = new(context);
            created.Starting = _ =>
            {
                refused = Should.Throw<MetricsException>(() => call(created));
                return Task.CompletedTask;
            };
            return created;
        }).Status.ShouldBe(RecorderStatus.Running);
        throw refused!;
    })();

    private static void Cause(Action<MetricsEventLoop> call) => Given.ALoop(loop =>
    {
        MetricsException error = Should.Throw<MetricsException>(() => call(loop));
        error.Message.ShouldContain("InvalidOperationException, see the inner exception");
        throw error.InnerException!;
    })();
}
