using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Sums that only grow, split by a key: see <see cref="Counter{TEvent}"/> and <see cref="KeyedMetric{TEvent, TValue, TState}"/>.
/// Dimensions: <c>key.total</c>, <c>key.ignored</c>; the key of an event without a named key is <c>others</c>.
/// </summary>
/// <example><code>new CounterBy&lt;RequestDone&gt;(
///     "http.requests", static (in e) =&gt; (int)e.Outcome, KeyNames.Of&lt;Outcome&gt;())</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class CounterBy<TEvent> : KeyedMetric<TEvent, long, CounterState>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>Creates counters without any event.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="key">The key of an event.</param>
    /// <param name="keys">The keys that have names.</param>
    /// <param name="amount">The amount of an event; null: every event counts 1.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="unit">Unit of the amount, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">A selector is null, or the keys are null.</exception>
    public CounterBy(
        string name,
        EventSelector<TEvent, int> key,
        KeyNames keys,
        EventSelector<TEvent, long>? amount = null,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(
            name,
            DelegateLoop<KeyedState>.OrNull(key)!,
            keys,
            DelegateLoop<KeyedState>.OrNull(amount) ?? Selector.One<TEvent>(),
            DelegateLoop<KeyedState>.OrNull(filter),
            MetricKind.Counter,
            unit,
            description)
    {
    }

    /// <summary>Creates counters without any event, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="CounterBy{TEvent}.CounterBy(
    ///     string, EventSelector{TEvent, int}, KeyNames, EventSelector{TEvent, long}, EventFilter{TEvent}, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public CounterBy(
        string name,
        Selector<TEvent, int> key,
        KeyNames keys,
        Selector<TEvent, long>? amount = null,
        Filter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(name, key, keys, amount ?? Selector.One<TEvent>(), filter, MetricKind.Counter, unit, description)
    {
    }
}
