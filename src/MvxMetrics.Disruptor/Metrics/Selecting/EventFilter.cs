namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Whether an event concerns a metric. Write it as a <c>static</c> lambda; runs on the loop's thread, must not allocate.</summary>
/// <typeparam name="TEvent">The type of event.</typeparam>
public delegate bool EventFilter<TEvent>(in TEvent metricEvent)
    where TEvent : unmanaged, IMetricEvent;
