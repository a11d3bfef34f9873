namespace MvxMetrics.Disruptor.Tests;

/// <summary>A runtime: ids, factories, time limits, the wrong thread, the end.</summary>
internal static class RuntimeCases
{
    private const string Create = "MetricsRuntime.CreateRecorder(id, options)";
    private const string CreateOwn = "MetricsRuntime.CreateRecorder(id, factory)";
    private const string Get = "MetricsRuntime.GetRecorder(id)";
    private const string TryGet = "MetricsRuntime.TryGetRecorder(id, recorder)";
    private const string Stop = "MetricsRuntime.StopRecorder(id)";
    private const string Remove = "MetricsRuntime.StopAndRemoveRecorder(id)";
    private const string Flush = "MetricsRuntime.Flush(timeout)";
    private const string Shutdown = "MetricsRuntime.Shutdown(timeout)";

    private static readonly TimeSpan[] s_limits =
    [
        TimeSpan.FromTicks(-1), TimeSpan.FromMilliseconds(-2), TimeSpan.MinValue,
        TimeSpan.FromMilliseconds(int.MaxValue + 1L), TimeSpan.MaxValue,
    ];

    public static IEnumerable<BadCase> All => [.. Arguments(), .. Recorders(), .. WrongThread(), .. AfterTheEnd()];

    private static IEnumerable<BadCase> Arguments() =>
    [
        .. BadCase.NullOrBlank(Create, "id", static id => Given.ARuntime(r => r.CreateRecorder(id))()),
        .. BadCase.NullOrBlank(CreateOwn, "id",
            static id => Given.ARuntime(r => r.CreateRecorder(id, static c => new MetricsRecorder(c)))()),
        .. BadCase.NullOrBlank(Get, "id", static id => Given.ARuntime(r => r.GetRecorder(id))()),
        .. BadCase.NullOrBlank(TryGet, "id", static id => Given.ARuntime(r => r.TryGetRecorder(id, out _))()),
        .. BadCase.NullOrBlank(Stop, "id", static id => Given.ARuntime(r => r.StopRecorder(id))()),
        .. BadCase.NullOrBlank(Remove, "id", static id => Given.ARuntime(r => r.StopAndRemoveRecorder(id))()),
        .. BadCase.OutOfRange(Flush, "timeout", "between zero and 24 days", static t => Given.ARuntime(r => r.Flush(t))(), s_limits),
        .. BadCase.OutOfRange(Shutdown, "timeout", "between zero and 24 days", static t => Given.ARuntime(r => r.Shutdown(t))(), s_limits),
        BadCase.Null(CreateOwn, "factory", Given.ARuntime(static r => r.CreateRecorder<MetricsRecorder>("r", null!))),
        new(CreateOwn, "factory", "one that returns null", typeof(ArgumentException),
            Given.ARuntime(static r => FreesTheId(r, static _ => null!)), "'r'", "returned null", "Return a new recorder"),
        new(CreateOwn, "factory", "one that returns a recorder of another loop", typeof(ArgumentException),
            Given.ARuntime(static r => Given.ALoop(other => FreesTheId(r, _ => new MetricsRecorder(other.CreateContext("r"))))()),
            "'r'", "not new in this loop", "Construct one with the context"),
        new(CreateOwn, "factory", "one that returns an old recorder of the same runtime", typeof(ArgumentException),
            Given.ARuntime(static r =>
            {
                MetricsRecorder old = r.CreateRecorder("old");
                FreesTheId(r, _ => old);
            }),
            "'r'", "not new in this loop", "Construct one with the context"),
        new(CreateOwn, "factory", "one that throws", typeof(DivideByZeroException),
            Given.ARuntime(static r => FreesTheId(r, static _ => throw new DivideByZeroException())), "divide"),
    ];

    private static IEnumerable<BadCase> Recorders() =>
    [
        new(Create, "id", "taken", typeof(RecorderAlreadyExistsException), Given.ARuntime(static r =>
        {
            r.CreateRecorder("r");
            r.CreateRecorder(" r ");
        }), "CreateRecorder was refused", "already has a recorder 'r'", "Choose another id, or remove"),
        new(Get, "id", "unknown", typeof(RecorderNotFoundException), Given.ARuntime(static r => r.GetRecorder(" x ")),
            "GetRecorder was refused", "no recorder 'x'", "RecorderIds"),
        new(Stop, "id", "unknown", typeof(RecorderNotFoundException), Given.ARuntime(static r => r.StopRecorder("x")),
            "StopRecorder was refused", "no recorder 'x'", "RecorderIds"),
        new(Remove, "id", "unknown", typeof(RecorderNotFoundException), Given.ARuntime(static r => r.StopAndRemoveRecorder("x")),
            "StopAndRemoveRecorder was refused", "no recorder 'x'", "RecorderIds"),
        new(Stop, "(status)", "Faulted", typeof(RecorderStateException), Given.ARuntime(static r =>
        {
            Fault(r);
            r.StopRecorder("r");
        }), "Stop was refused", "'r' is Faulted", "see LastError, and create a new recorder"),
        new(Remove, "(status)", "Faulted", typeof(RecorderStopException), Given.ARuntime(static r =>
        {
            Fault(r);
            r.StopAndRemoveRecorder("r");
        }), "'r' was removed without a clean stop", "it was Faulted", "See the inner exception", "snapshots can still be read"),
    ];

    private static IEnumerable<BadCase> WrongThread()
    {
        return
        [
            Inside(Create, "CreateRecorder", static r => r.CreateRecorder("x")),
            Inside(CreateOwn, "CreateRecorder", static r => r.CreateRecorder("x", static c => new MetricsRecorder(c))),
            Inside(Stop, "StopRecorder", static r => r.StopRecorder("r")),
            Inside(Remove, "StopAndRemoveRecorder", static r => r.StopAndRemoveRecorder("r")),
            Inside(Flush, "Flush", static r => r.Flush(TimeSpan.Zero)),
            Inside(Shutdown, "Shutdown", static r => r.Shutdown(TimeSpan.Zero)),
            Inside("MetricsRuntime.Shutdown()", "Shutdown", static r => r.Shutdown()),
        ];

        static BadCase Inside(string member, string asked, Action<MetricsRuntime> call) => new(
            member, "(thread)", "the loop's own", typeof(LoopReentrancyException),
            Given.InsideAHandlerOfARuntime((runtime, _) => call(runtime)),
            $"{asked} was refused", "it waits for the loop", "from inside it", "from another thread");
    }

    private static IEnumerable<BadCase> AfterTheEnd()
    {
        return
        [
            Ended("MetricsRuntime.Start()", "Start", static r => r.Start(), "must be Created or Running"),
            Ended(Create, "CreateRecorder", static r => r.CreateRecorder("x")),
            Ended(CreateOwn, "CreateRecorder", static r => r.CreateRecorder("x", static c => new MetricsRecorder(c))),
            Ended(Get, "GetRecorder", static r => r.GetRecorder("x")),
            Ended(TryGet, "TryGetRecorder", static r => r.TryGetRecorder("x", out _)),
            Ended(Stop, "StopRecorder", static r => r.StopRecorder("x")),
            Ended(Remove, "StopAndRemoveRecorder", static r => r.StopAndRemoveRecorder("x")),
            Ended(Flush, "Flush", static r => r.Flush(TimeSpan.Zero)),
            Ended("MetricsRuntime.FlushAsync(cancellationToken)", "FlushAsync", static r => r.FlushAsync().GetAwaiter().GetResult()),
            Ended("MetricsRuntime.Capture()", "Capture", static r => r.Capture()),
        ];

        static BadCase Ended(string member, string asked, Action<MetricsRuntime> call, string allowed = "must be Running") => new(
            member, "(status)", "Closed", typeof(RuntimeStateException), Given.ADisposedRuntime(call),
            $"{asked} was refused", "'mvx' is Closed", allowed, "create a new one");
    }

    private static void FreesTheId(MetricsRuntime runtime, Func<RecorderContext, MetricsRecorder> factory)
    {
        try
        {
            runtime.CreateRecorder("r", factory);
        }
        finally
        {
            runtime.CreateRecorder("r").Status.ShouldBe(RecorderStatus.Running);
        }
    }

    private static void Fault(MetricsRuntime runtime)
    {
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        recorder.Register(new ProbeMetric(static _ => throw new DivideByZeroException()));
        recorder.RegisterEvent(new Tick(1));
        runtime.Flush(Given.Patience).ShouldBeTrue();
    }
}
