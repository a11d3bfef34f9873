using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>RegisterEvent of a runtime with a thread of its own, waiting for room when a lane is full.</summary>
internal sealed class OurHandoff : HandoffSide
{
    private readonly MetricsRuntime _runtime;
    private readonly MetricsRecorder _recorder;
    private readonly Counter<SaveAttempt> _sum = new("durations", static (in SaveAttempt e) => e.Nanoseconds);

    public OurHandoff(string name, ProducerMode mode, int producers, int events)
        : this(name, new MetricsEventLoopOptions { ProducerMode = mode }, producers, events)
    {
    }

    public OurHandoff(string name, MetricsEventLoopOptions options, int producers, int events)
        : base(
            name,
            $"RegisterEvent, {options.ProducerMode}, default wait strategy, lanes of {options.LaneBytes >> 10} KiB",
            producers,
            events)
    {
        _runtime = new MetricsRuntime(new MetricsRuntimeOptions { EventLoop = options });
        _runtime.Start();
        _recorder = _runtime.CreateRecorder("perf", new RecorderOptions
        {
            OverflowPolicy = OverflowPolicy.Wait,
            WaitTimeout = TimeSpan.FromSeconds(30),
        });
        _recorder.Register(_sum);
    }

    protected override long AppliedCount => _runtime.Statistics.Processed;

    protected override long AppliedSum => _sum.Read().Total;

    protected override void Publish(int producer, int count)
    {
        MetricsRecorder recorder = _recorder;
        for (int i = 0; i < count; i++) recorder.RegisterEvent(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
    }

    // The loop may be asleep with part of a lane to do.
    protected override void Hurry() => _runtime.Flush(TimeSpan.FromSeconds(30));

    public override void Dispose()
    {
        base.Dispose();
        _runtime.Dispose();
    }
}
