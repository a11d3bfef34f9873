namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Takes a value out of an event. It is a type, so the compiler can inline it into the metric's loop; a delegate costs a call for every
/// event. Implement it with an empty struct, and pass it with <see cref="Selector.Of{TEvent, TValue, TSelector}"/>. It is the fast way, and
/// never required.
/// </summary>
/// <example><code>struct Microseconds : ISelector&lt;SaveAttempt, long&gt;
/// {
///     public static long Select(in SaveAttempt e) =&gt; e.Microseconds;
/// }
///
/// new Histogram&lt;SaveAttempt&gt;("save.duration", Selector.Of&lt;SaveAttempt, long, Microseconds&gt;(), unit: "us")</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
/// <typeparam name="TValue">The type of the value.</typeparam>
public interface ISelector<TEvent, out TValue>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// Returns the value of an event. It runs on the loop's thread and must not allocate. An exception faults the recorder, and the metric
    /// stays as it was before the run of events.
    /// </summary>
    /// <param name="metricEvent">The event, in place in the ring buffer.</param>
#pragma warning disable CA1716 // a keyword of Visual Basic, which cannot implement static members anyway
    static abstract TValue Select(in TEvent metricEvent);
#pragma warning restore CA1716
}
