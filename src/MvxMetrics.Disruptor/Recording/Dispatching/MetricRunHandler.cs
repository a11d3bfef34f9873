using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary><see cref="IMetricRunHandler{TEvent}.HandleEvents"/> of one metric: see <see cref="MetricHandler{TEvent}"/>.</summary>
internal delegate void MetricRunHandler<TEvent>(EventRun<TEvent> run)
    where TEvent : unmanaged, IMetricEvent;
