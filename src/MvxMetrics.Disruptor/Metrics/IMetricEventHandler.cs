namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Implemented by a metric for each type of event it takes an interest in.</summary>
/// <typeparam name="TEvent">The type of event.</typeparam>
public interface IMetricEventHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// Applies one event to the metric's state. Called on the loop's thread only, one event at a time, inside the
    /// recorder's write section; must neither block nor allocate. An exception faults the recorder.
    /// </summary>
    /// <param name="metricEvent">The event, in place in the ring buffer: valid until the method returns.</param>
    /// <returns>True: accepted, the state changed. False: ignored; at most a number of ignored events has changed.</returns>
    bool HandleEvent(in TEvent metricEvent);
}
