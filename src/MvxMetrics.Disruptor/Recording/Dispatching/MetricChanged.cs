using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A recorder's OnMetricChanged, bound to an event type once: calling a generic virtual method costs a look-up a call,
/// calling this does not.
/// </summary>
internal delegate void MetricChanged<TEvent>(Metric metric, in TEvent metricEvent)
    where TEvent : unmanaged, IMetricEvent;
