using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// <see cref="IMetricEventHandler{TEvent}.HandleEvent"/> of one metric. Made once: the implementation is looked up then, where a
/// call through the interface looks it up for every event as soon as one call site meets metrics of several classes.
/// </summary>
internal delegate bool MetricHandler<TEvent>(in TEvent metricEvent)
    where TEvent : unmanaged, IMetricEvent;
