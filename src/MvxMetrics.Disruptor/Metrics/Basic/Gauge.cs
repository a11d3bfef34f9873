using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The last value that an event carried, and its range. Dimensions: <c>value</c>; <c>min</c> and <c>max</c> since the last
/// <c>ResetExtremes</c>, which makes them the value of that moment; all absent until the first event. <c>ignored</c>: the
/// number of values that were not finite, if there were any. A difference shows the value as it is, <c>ignored</c> as
/// a difference, and <c>min</c> and <c>max</c> of the values that held since, whenever extremes were started anew: absent where
/// that is not known for sure.
/// </summary>
/// <example><code>new Gauge&lt;QueueSampled&gt;("queue.depth", static (in e) =&gt; e.Depth)</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
public sealed class Gauge<TEvent> : Metric<GaugeState>, IMetricRunHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly Selector<TEvent, double> _value;
    private readonly Filter<TEvent>? _filter;

    /// <summary>Creates a gauge without a value.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events are taken; without it all are.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for people, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector is null.</exception>
    public Gauge(
        string name,
        EventSelector<TEvent, double> value,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : this(name, DelegateLoop<GaugeState>.OrNull(value)!, DelegateLoop<GaugeState>.OrNull(filter), unit, description)
    {
    }

    /// <summary>Creates a gauge without a value, with selectors that <see cref="Selector"/> made.</summary>
    /// <inheritdoc cref="Gauge{TEvent}.Gauge(string, EventSelector{TEvent, double}, EventFilter{TEvent}, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public Gauge(
        string name,
        Selector<TEvent, double> value,
        Filter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(name, MetricKind.Gauge, unit, description)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
        _filter = filter;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent) =>
        Filter<TEvent>.Includes(_filter, in metricEvent) && State.Add(_value.Of(in metricEvent));

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<double> values);
        State.Add(_value.Take(run, Filter<TEvent>.Pick(_filter, run, numbers), values));
    }

    /// <inheritdoc/>
    protected override void Subtract(ref GaugeState state, in GaugeState earlier) => state.Subtract(in earlier);

    /// <inheritdoc/>
    protected override void WriteDimensions(in GaugeState state, ref DimensionWriter writer) => state.WriteDimensions(writer);

    /// <inheritdoc/>
    protected override void ResetExtremes() => State.ResetExtremes();
}
