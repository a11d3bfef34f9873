using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Sums that grow and shrink, split by a key: see <see cref="UpDownCounter{TEvent}"/> and
/// <see cref="KeyedMetric{TEvent, TValue, TState}"/>. Dimensions: <c>key.total</c>; the key of an event without a named key is
/// <c>others</c>.
/// </summary>
/// <example><code>new UpDownCounterBy&lt;OrderChanged&gt;(
///     "orders.open", static (in e) =&gt; e.Venue, new KeyNames("north", "south"), static (in e) =&gt; e.Opened ? 1 : -1)</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class UpDownCounterBy<TEvent> : KeyedMetric<TEvent, long, UpDownCounterState>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>Creates counters without any event.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="key">The key of an event.</param>
    /// <param name="keys">The keys that have names.</param>
    /// <param name="amount">The signed amount of an event.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="unit">Unit of the amount, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">A selector is null, or the keys are null.</exception>
    public UpDownCounterBy(
        string name,
        EventSelector<TEvent, int> key,
        KeyNames keys,
        EventSelector<TEvent, long> amount,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(
            name,
            key,
            keys,
            amount ?? throw new ArgumentNullException(nameof(amount)),
            filter,
            MetricKind.UpDownCounter,
            unit,
            description)
    {
    }

    /// <summary>Creates counters without any event, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="UpDownCounterBy{TEvent}.UpDownCounterBy(
    ///     string, EventSelector{TEvent, int}, KeyNames, EventSelector{TEvent, long}, EventFilter{TEvent}, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public UpDownCounterBy(
        string name,
        Selector<TEvent, int> key,
        KeyNames keys,
        Selector<TEvent, long> amount,
        Filter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(
            name,
            key,
            keys,
            amount ?? throw new ArgumentNullException(nameof(amount)),
            filter,
            MetricKind.UpDownCounter,
            unit,
            description)
    {
    }
}
