using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The sum of the amounts in a sliding window: see <see cref="Counter{TEvent}"/> and <see cref="WindowedMetric{TEvent, TValue, TState}"/>.
/// Dimensions: <c>total</c>, <c>ignored</c>. Its kind is <see cref="MetricKind.Gauge"/>, because all of its dimensions can go up and down.
/// </summary>
/// <example><code>new WindowedCounter&lt;SaveFailed&gt;("saves.failed_lately", TimeSpan.FromSeconds(60))</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class WindowedCounter<TEvent> : WindowedMetric<TEvent, long, CounterState>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>Creates an empty window.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="window">Length of the window, 1 second to 1 day.</param>
    /// <param name="amount">The amount of an event; null: every event counts 1.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="slices">The number of slices of the window, 2 to 1000, each of at least 100 milliseconds.</param>
    /// <param name="unit">Unit of the amount, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The window or the number of slices is out of its range.</exception>
    public WindowedCounter(
        string name,
        TimeSpan window,
        EventSelector<TEvent, long>? amount = null,
        EventFilter<TEvent>? filter = null,
        int slices = 10,
        string? unit = null,
        string? description = null)
        : base(
            name,
            window,
            DelegateLoop<WindowState>.OrNull(amount) ?? Selector.One<TEvent>(),
            DelegateLoop<WindowState>.OrNull(filter),
            slices,
            MetricKind.Gauge,
            unit,
            description)
    {
    }

    /// <summary>Creates an empty window, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="WindowedCounter{TEvent}.WindowedCounter(
    ///     string, TimeSpan, EventSelector{TEvent, long}, EventFilter{TEvent}, int, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public WindowedCounter(
        string name,
        TimeSpan window,
        Selector<TEvent, long>? amount,
        Filter<TEvent>? filter,
        int slices = 10,
        string? unit = null,
        string? description = null)
        : base(name, window, amount ?? Selector.One<TEvent>(), filter, slices, MetricKind.Gauge, unit, description)
    {
    }
}
