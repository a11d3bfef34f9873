namespace MvxMetrics.Disruptor.Metrics;

/// <summary>A metric implements it for each type of event that it handles.</summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public interface IMetricEventHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// Applies one event to the metric's state. It is called on the loop's thread only, one event at a time, inside the recorder's write
    /// section. It must not block and must not allocate. An exception faults the recorder.
    /// </summary>
    /// <param name="metricEvent">The event, in place in the ring buffer. It is valid until the method returns.</param>
    /// <returns>
    /// True: the event was accepted and the state changed. False: the event was ignored; at most the number of ignored events has changed.
    /// </returns>
    bool HandleEvent(in TEvent metricEvent);
}
