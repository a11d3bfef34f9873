using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>A recorder whose hooks take a moment, and throw if they are told to.</summary>
internal sealed class MoodyRecorder(RecorderContext context, Mood mood) : MetricsRecorder(context)
{
    private int _starts;
    private int _stops;
    private long _changes;

    /// <summary>Calls of OnMetricChanged for the audit metric. Read it when the loop is quiet.</summary>
    public long AuditChanges { get; private set; }

    protected override async Task OnStartingAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(mood.Milliseconds, cancellationToken);
        if (Interlocked.Increment(ref _starts) == mood.FailsAtStart) throw new Sabotage("OnStartingAsync");
    }

    protected override async Task OnStoppedAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Interlocked.Increment(ref _stops) == mood.FailsAtStop) throw new Sabotage("OnStoppedAsync");
    }

    // At the last of the metrics that count: when it throws, all of them have seen the event.
    protected override void OnMetricChanged<TEvent>(Metric metric, in TEvent metricEvent)
    {
        if (metric is AuditMetric) AuditChanges++;
        else if (metric is Histogram<AuditEvent> && ++_changes == mood.FailsAtChange) throw new Sabotage("OnMetricChanged");
    }
}

/// <summary>How a <see cref="MoodyRecorder"/> behaves. Zero: never fails there.</summary>
internal readonly record struct Mood(int Milliseconds, int FailsAtStart, int FailsAtStop, long FailsAtChange);
