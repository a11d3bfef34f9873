namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Implemented by a metric that takes many events at once, in a loop of its own, where a call for each would cost more than
/// the work. What <see cref="IMetricEventHandler{TEvent}.HandleEvent"/> does to each event one after the other,
/// <see cref="HandleEvents"/> does to all. Without this interface the loop calls HandleEvent for each.
/// </summary>
/// <typeparam name="TEvent">The type of event.</typeparam>
public interface IMetricRunHandler<TEvent> : IMetricEventHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// Applies events to the metric's state, in order. Called on the loop's thread only, inside the recorder's write section;
    /// must neither block nor allocate. An exception faults the recorder, and the account counts none of the run's events
    /// as processed: best change the state only when nothing can fail any more. Not called for recorders of a derived class,
    /// whose <c>OnMetricChanged</c> is called event by event: these call HandleEvent.
    /// </summary>
    /// <param name="run">The events, 1 to 64.</param>
    void HandleEvents(EventRun<TEvent> run);
}
