namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Takes a value out of an event, as a type: the compiler sees what is selected and puts it into the metric's loop, where a
/// delegate costs a call for every event. Implement it with an empty struct, and hand it over with
/// <see cref="Selector.Of{TEvent, TValue, TSelector}"/>. The fast way, never required.
/// </summary>
/// <example><code>struct Microseconds : ISelector&lt;SaveAttempt, long&gt;
/// {
///     public static long Select(in SaveAttempt e) =&gt; e.Microseconds;
/// }
///
/// new Histogram&lt;SaveAttempt&gt;("save.duration", Selector.Of&lt;SaveAttempt, long, Microseconds&gt;(), unit: "us")</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
/// <typeparam name="TValue">The type of value.</typeparam>
public interface ISelector<TEvent, out TValue>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// The value of an event. On the loop's thread; must not allocate. What it throws faults the recorder, and leaves the
    /// metric as it was before the run of events.
    /// </summary>
    /// <param name="metricEvent">The event, in place in the ring buffer.</param>
#pragma warning disable CA1716 // a keyword of Visual Basic, which cannot implement static members anyway
    static abstract TValue Select(in TEvent metricEvent);
#pragma warning restore CA1716
}
