using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>RegisterEvent, and a metric that looks at the clock.</summary>
internal sealed class OurVisibility : VisibilitySide
{
    private readonly MetricsRuntime _runtime;
    private readonly MetricsRecorder _recorder;
    private readonly PausableSpin? _spin;

    public OurVisibility(string name, WaitStrategy waitStrategy)
        : base(name, "RegisterEvent, until HandleEvent of a metric")
    {
        _spin = waitStrategy as PausableSpin;
        _runtime = new MetricsRuntime(new MetricsRuntimeOptions { EventLoop = { WaitStrategy = waitStrategy } });
        _runtime.Start();
        _recorder = _runtime.CreateRecorder("perf");
        _recorder.Register(new Clocked(OnEvent));
    }

    protected override void Publish(long timestamp) => _recorder.RegisterEvent(new SaveAttempt(0, timestamp));

    protected override void Begin()
    {
        if (_spin is not null) _spin.IsPaused = false;
        _runtime.Flush(TimeSpan.FromSeconds(10));
    }

    protected override void End()
    {
        if (_spin is not null) _spin.IsPaused = true;
    }

    public override void Dispose()
    {
        base.Dispose();
        _runtime.Dispose();
    }

    private sealed class Clocked(Action<long> onEvent) : Metric<long>("clocked"), IMetricEventHandler<SaveAttempt>
    {
        public bool HandleEvent(in SaveAttempt metricEvent)
        {
            State++;
            onEvent(metricEvent.Nanoseconds);
            return true;
        }

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
    }
}
