using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The <see cref="IMetricEventHandler{TEvent}.HandleEvent"/> of one metric. It is made once, and looks the implementation up then. A call
/// through the interface would look it up for every event, as soon as one call site has metrics of several classes.
/// </summary>
internal delegate bool MetricHandler<TEvent>(in TEvent metricEvent)
    where TEvent : unmanaged, IMetricEvent;
