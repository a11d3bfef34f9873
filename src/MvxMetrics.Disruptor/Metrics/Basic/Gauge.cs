using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The last value that an event carried, and its range. Dimensions: <c>value</c>; <c>min</c> and <c>max</c> since the last
/// <c>ResetExtremes</c>, which sets both to the value of that moment. All three are absent until the first event. <c>ignored</c>: the
/// number of values that were not finite, absent while it is zero.
/// A difference shows the value as it is now, and <c>ignored</c> as a difference. It shows <c>min</c> and <c>max</c> of the values that
/// held since then, and a reset of the extremes does not change them. They are absent when they are not known for certain.
/// </summary>
/// <example><code>new Gauge&lt;QueueSampled&gt;("queue.depth", static (in e) =&gt; e.Depth)</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class Gauge<TEvent> : Metric<GaugeState>, IMetricRunHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly Selector<TEvent, double> _value;
    private readonly Filter<TEvent>? _filter;

    /// <summary>Creates a gauge without a value.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
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

    /// <summary>Creates a gauge without a value, with selectors that <see cref="Selector"/> makes.</summary>
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
