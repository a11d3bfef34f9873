namespace MvxMetrics.Disruptor.StressTests;

/// <summary>A recorder whose hooks take a moment.</summary>
internal sealed class SlowHooks(RecorderContext context, int milliseconds) : MetricsRecorder(context)
{
    private long _changes;

    protected override Task OnStartingAsync(CancellationToken cancellationToken) => Task.Delay(milliseconds, cancellationToken);

    protected override async Task OnStoppedAsync(CancellationToken cancellationToken) => await Task.Yield();

    protected override void OnMetricChanged<TEvent>(Metric metric, in TEvent metricEvent) => _changes++;
}
