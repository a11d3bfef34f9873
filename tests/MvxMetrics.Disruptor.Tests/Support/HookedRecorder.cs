using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A recorder whose hooks do what a test wants, and are counted.</summary>
internal sealed class HookedRecorder : MetricsRecorder
{
    private int _starts;
    private int _stops;

    public HookedRecorder(RecorderContext context)
        : base(context)
    {
    }

    public Func<CancellationToken, Task> Starting { get; set; } = static _ => Task.CompletedTask;

    public Func<CancellationToken, Task> Stopped { get; set; } = static _ => Task.CompletedTask;

    public Action<Metric, object>? Changed { get; set; }

    public int Starts => Volatile.Read(ref _starts);

    public int Stops => Volatile.Read(ref _stops);

    protected override Task OnStartingAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _starts);
        return Starting(cancellationToken);
    }

    protected override Task OnStoppedAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _stops);
        return Stopped(cancellationToken);
    }

    protected override void OnMetricChanged<TEvent>(Metric metric, in TEvent metricEvent) => Changed?.Invoke(metric, metricEvent);
}
