using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>An event type without a generic parameter, for code that knows only the type's number.</summary>
internal abstract class EventTypeInfo
{
    /// <summary>Creates the dispatcher that applies events of this type to the metrics of a recorder.</summary>
    public abstract EventDispatcher NewDispatcher(MetricsRecorder recorder, Metric[] metrics);
}
