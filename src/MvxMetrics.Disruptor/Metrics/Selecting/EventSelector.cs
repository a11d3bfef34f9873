namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Takes a value out of an event. Write it as a <c>static</c> lambda. It runs on the loop's thread and must not allocate.
/// </summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
/// <typeparam name="TValue">The type of the value.</typeparam>
public delegate TValue EventSelector<TEvent, out TValue>(in TEvent metricEvent)
    where TEvent : unmanaged, IMetricEvent;
