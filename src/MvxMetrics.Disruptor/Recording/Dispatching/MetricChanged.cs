using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The OnMetricChanged of a recorder, bound once to an event type. A call of a generic virtual method costs a look-up each time; a call of
/// this delegate does not.
/// </summary>
internal delegate void MetricChanged<TEvent>(Metric metric, in TEvent metricEvent)
    where TEvent : unmanaged, IMetricEvent;
