using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Counts, sums, extremes, means and standard deviations, split by a key: see <see cref="Summary{TEvent}"/> and
/// <see cref="KeyedMetric{TEvent, TValue, TState}"/>. Dimensions: <c>key.count</c>, <c>key.sum</c>, <c>key.min</c>, <c>key.max</c>,
/// <c>key.mean</c>, <c>key.stddev</c>, <c>key.ignored</c>; the key of an event without a named key is <c>others</c>.
/// </summary>
/// <example><code>new SummaryBy&lt;RequestDone&gt;(
///     "http.duration", static (in e) =&gt; (int)e.Outcome, KeyNames.Of&lt;Outcome&gt;(),
///     static (in e) =&gt; e.Milliseconds)</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class SummaryBy<TEvent> : KeyedMetric<TEvent, double, SummaryState>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>Creates summaries without any event.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="key">The key of an event.</param>
    /// <param name="keys">The keys that have names.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">A selector is null, or the keys are null.</exception>
    public SummaryBy(
        string name,
        EventSelector<TEvent, int> key,
        KeyNames keys,
        EventSelector<TEvent, double> value,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(name, key, keys, value, filter, MetricKind.Summary, unit, description)
    {
    }

    /// <summary>Creates summaries without any event, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="SummaryBy{TEvent}.SummaryBy(
    ///     string, EventSelector{TEvent, int}, KeyNames, EventSelector{TEvent, double}, EventFilter{TEvent}, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public SummaryBy(
        string name,
        Selector<TEvent, int> key,
        KeyNames keys,
        Selector<TEvent, double> value,
        Filter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(name, key, keys, value, filter, MetricKind.Summary, unit, description)
    {
    }
}
