namespace MvxMetrics.Disruptor.StressTests;

/// <summary>An arena whose loop runs on a runtime's thread.</summary>
internal sealed class RuntimeArena : Arena
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly MetricsRuntime _runtime;
    private readonly int? _loopChannel;

    public RuntimeArena(string name, int channels, History history, MetricsRuntimeOptions options, bool logs)
        : base(name, channels, history, options.EventLoop.ProducerMode == ProducerMode.Single)
    {
        _runtime = new MetricsRuntime(options, logs ? new ThrowingLogging() : null);
        _loopChannel = IsSingle ? null : channels - 1;
    }

    public override RuntimeStatistics Statistics => _runtime.Statistics;

    protected override int? LoopChannel => _loopChannel;

    public override bool CatchUp(TimeSpan timeout) => _runtime.Flush(timeout);

    public override void CheckCapture()
    {
        RuntimeSnapshot cut = _runtime.Capture();
        cut.Statistics.Pending.ShouldBeGreaterThanOrEqualTo(0);
        foreach (IReadOnlyDictionary<string, MetricSnapshot> recorder in cut.Recorders.Values)
        {
            if (!recorder.TryGetValue("audit", out MetricSnapshot? audit) || !recorder.TryGetValue("mirror", out MetricSnapshot? mirror))
                continue;
            mirror["first"].ToInt64().ShouldBe(audit["count"].ToInt64(), "a recorder in a capture");
            mirror["last"].ToInt64().ShouldBe(audit["count"].ToInt64(), "a recorder in a capture");
        }
    }

    public override void Close()
    {
        try
        {
            _runtime.Shutdown(s_patience).ShouldBeTrue($"{Name} did not shut down in time: {_runtime.LastError}");
        }
        catch (RuntimeShutdownException failed)
        {
            failed.TimedOut.ShouldBeFalse();
            foreach (Exception cause in failed.Failures.Values) cause.ShouldBeOfType<RecorderStopException>();
        }

        _runtime.Status.ShouldBe(RuntimeStatus.Closed);
    }

    /// <summary>Gives up on a handler that blocks: in time, with the account of what was not applied. Then lets it go.</summary>
    public void CloseBlocked()
    {
        Blocker blocker = new();
        MetricsRecorder recorder = _runtime.CreateRecorder("blocker");
        recorder.Register(blocker);
        Subject subject = Adopt(recorder);
        while (!Sending.One(subject, 0, recorder.TryRegisterEvent)) Thread.Yield();
        blocker.Blocks.Wait(s_patience).ShouldBeTrue("the blocker was not reached");
        _runtime.Shutdown(TimeSpan.FromMilliseconds(20)).ShouldBeFalse();
        _runtime.Status.ShouldBe(RuntimeStatus.Closed);
        RuntimeShutdownException error = _runtime.LastError.ShouldBeOfType<RuntimeShutdownException>();
        error.TimedOut.ShouldBeTrue();
        error.UnappliedEvents.ShouldBeGreaterThan(0);
        blocker.LetGo();
    }

    protected override void StartLoop() => _runtime.Start();

    protected override MetricsRecorder Make(string id, RecorderOptions options) => _runtime.CreateRecorder(id, options);

    protected override MetricsRecorder Make(string id, Func<RecorderContext, MetricsRecorder> factory) =>
        _runtime.CreateRecorder(id, factory);

    protected override void Remove(MetricsRecorder recorder) => _runtime.StopAndRemoveRecorder(recorder.EntityId);
}
