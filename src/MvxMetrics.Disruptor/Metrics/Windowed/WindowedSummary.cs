using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Count, sum, extremes, mean and deviation of the values over a sliding window: see <see cref="Summary{TEvent}"/> and
/// <see cref="WindowedMetric{TEvent, TValue, TState}"/>.
/// Dimensions: <c>count</c>, <c>sum</c>, <c>min</c>, <c>max</c>, <c>mean</c>, <c>stddev</c>, <c>ignored</c>. Its kind is
/// <see cref="MetricKind.Gauge"/>, since all of them go up and down.
/// </summary>
/// <example><code>new WindowedSummary&lt;FrameDone&gt;(
///     "frame.time", TimeSpan.FromSeconds(10), static (in e) =&gt; e.Milliseconds, unit: "ms")</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
public sealed class WindowedSummary<TEvent> : WindowedMetric<TEvent, double, SummaryState>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>Creates an empty window.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="window">Length of the window, 1 second to 1 day.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events are taken; without it all are.</param>
    /// <param name="slices">Slices of the window, 2 to 1000, each of at least 100 milliseconds.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for people, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A window or a number of slices beyond its range.</exception>
    public WindowedSummary(
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

    /// <summary>Creates an empty window, with selectors that <see cref="Selector"/> made.</summary>
    /// <inheritdoc cref="WindowedSummary{TEvent}.WindowedSummary(
    ///     string, TimeSpan, EventSelector{TEvent, double}, EventFilter{TEvent}, int, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public WindowedSummary(
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
