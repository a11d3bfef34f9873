using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The last value and the range of the values in a sliding window: see <see cref="Gauge{TEvent}"/> and
/// <see cref="WindowedMetric{TEvent, TValue, TState}"/>. Dimensions: <c>value</c>, <c>min</c>, <c>max</c>, absent if no value came in the
/// window; <c>ignored</c>. Its kind is <see cref="MetricKind.Gauge"/>, because all of its dimensions can go up and down.
/// </summary>
/// <example><code>new WindowedGauge&lt;QueueSampled&gt;(
///     "queue.depth_lately", TimeSpan.FromSeconds(10), static (in e) =&gt; e.Depth)</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class WindowedGauge<TEvent> : WindowedMetric<TEvent, double, GaugeState>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>Creates an empty window.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="window">Length of the window, 1 second to 1 day.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="slices">The number of slices of the window, 2 to 1000, each of at least 100 milliseconds.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The window or the number of slices is out of its range.</exception>
    public WindowedGauge(
        string name,
        TimeSpan window,
        EventSelector<TEvent, double> value,
        EventFilter<TEvent>? filter = null,
        int slices = 10,
        string? unit = null,
        string? description = null)
        : base(name, window, value, filter, slices, MetricKind.Gauge, unit, description)
    {
    }

    /// <summary>Creates an empty window, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="WindowedGauge{TEvent}.WindowedGauge(
    ///     string, TimeSpan, EventSelector{TEvent, double}, EventFilter{TEvent}, int, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public WindowedGauge(
        string name,
        TimeSpan window,
        Selector<TEvent, double> value,
        Filter<TEvent>? filter = null,
        int slices = 10,
        string? unit = null,
        string? description = null)
        : base(name, window, value, filter, slices, MetricKind.Gauge, unit, description)
    {
    }
}
