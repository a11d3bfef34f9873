namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Whether an event concerns a metric, as a type that the compiler sees through: what
/// <see cref="ISelector{TEvent, TValue}"/> is for values. Implement it with an empty struct, and hand it over with
/// <see cref="Filter.Of{TEvent, TFilter}"/>.
/// </summary>
/// <example><code>struct Failed : IFilter&lt;SaveAttempt&gt;
/// {
///     public static bool Includes(in SaveAttempt e) =&gt; e.Outcome != SaveOutcome.Success;
/// }</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
public interface IFilter<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// Whether the metric takes an event; no selector sees an event for which it does not. On the loop's thread; must not
    /// allocate. What it throws faults the recorder, and leaves the metric as it was before the run of events.
    /// </summary>
    /// <param name="metricEvent">The event, in place in the ring buffer.</param>
    static abstract bool Includes(in TEvent metricEvent);
}
