using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.ExitScenarios;

/// <summary>An event with a number.</summary>
internal readonly record struct Beat(long Number) : IMetricEvent
{
    public static string EventType => "exit.beat";
}

/// <summary>Counts beats and does what a scenario wants with each.</summary>
internal sealed class Probe(Action<Beat> handle) : Metric<long>("probe"), IMetricEventHandler<Beat>
{
    public bool HandleEvent(in Beat metricEvent)
    {
        handle(metricEvent);
        State++;
        return true;
    }

    protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
}

/// <summary>A recorder whose hooks do what a scenario wants.</summary>
internal sealed class HookedRecorder(RecorderContext context, Action starting, Action changed) : MetricsRecorder(context)
{
    protected override Task OnStartingAsync(CancellationToken cancellationToken)
    {
        starting();
        return Task.CompletedTask;
    }

    protected override void OnMetricChanged<TEvent>(Metric metric, in TEvent metricEvent) => changed();
}
