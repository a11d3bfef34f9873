namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Decides whether a metric takes an event. Write it as a <c>static</c> lambda. It runs on the loop's thread and must not allocate.
/// </summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public delegate bool EventFilter<TEvent>(in TEvent metricEvent)
    where TEvent : unmanaged, IMetricEvent;
