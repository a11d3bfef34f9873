using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>An event type behind a non-generic face: what can be made for one that is known by its number only.</summary>
internal abstract class EventTypeInfo
{
    /// <summary>What applies events of this type to the metrics of a recorder.</summary>
    public abstract EventDispatcher NewDispatcher(MetricsRecorder recorder, Metric[] metrics);
}
