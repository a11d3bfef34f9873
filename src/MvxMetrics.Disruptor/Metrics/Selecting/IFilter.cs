namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Decides whether a metric takes an event. It is a type, so the compiler can inline it: the same for filters as
/// <see cref="ISelector{TEvent, TValue}"/> for values. Implement it with an empty struct, and pass it with
/// <see cref="Filter.Of{TEvent, TFilter}"/>.
/// </summary>
/// <example><code>struct Failed : IFilter&lt;SaveAttempt&gt;
/// {
///     public static bool Includes(in SaveAttempt e) =&gt; e.Outcome != SaveOutcome.Success;
/// }</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public interface IFilter<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// Returns whether the metric takes an event. If not, no selector gets the event. It runs on the loop's thread and must not allocate.
    /// An exception faults the recorder, and the metric stays as it was before the run of events.
    /// </summary>
    /// <param name="metricEvent">The event, in place in the ring buffer.</param>
    static abstract bool Includes(in TEvent metricEvent);
}
