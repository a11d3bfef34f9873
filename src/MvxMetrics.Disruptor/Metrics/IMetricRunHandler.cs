namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A metric implements it to take many events at once, in a loop of its own: a call for each event would cost more than the work.
/// <see cref="HandleEvents"/> does to all events what <see cref="IMetricEventHandler{TEvent}.HandleEvent"/> does to each event, one after
/// the other. Without this interface the loop calls HandleEvent for each event.
/// </summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public interface IMetricRunHandler<TEvent> : IMetricEventHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// Applies events to the metric's state, in order. It is called on the loop's thread only, inside the recorder's write section. It must
    /// not block and must not allocate. An exception faults the recorder, and the account counts none of the run's events as processed. So
    /// change the state only when nothing can fail any more. It is not called for recorders of a derived class: their
    /// <c>OnMetricChanged</c> is called event by event, so the loop calls HandleEvent.
    /// </summary>
    /// <param name="run">The events, 1 to 64.</param>
    void HandleEvents(EventRun<TEvent> run);
}
