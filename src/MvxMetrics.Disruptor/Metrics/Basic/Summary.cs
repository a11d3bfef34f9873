using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Count, sum, smallest, largest, mean and standard deviation of a value that events carry. Dimensions: <c>count</c>, <c>sum</c>;
/// <c>min</c> and <c>max</c> since the last <c>ResetExtremes</c>, absent while no value came since; <c>mean</c> and <c>stddev</c>, absent
/// while there are no values, otherwise finite; <c>ignored</c>, the number of values that were not finite, absent while it is zero. The
/// standard deviation is that of all values: divided by their count. When the sum reaches the largest double, it stays there.
/// </summary>
/// <remarks>
/// In a read with a <see cref="SnapshotBaseline"/>, <c>min</c> and <c>max</c> are those of the values that came since, and a reset of the
/// extremes does not change them. The first read shows them; a later read shows one only if it is a new extreme of all values. The
/// deviation of a few values beside many loses digits: see <see cref="SummaryState.Subtract"/>.
/// </remarks>
/// <example><code>new Summary&lt;SaveAttempt&gt;("save.duration", static (in e) =&gt; e.Microseconds, unit: "us")</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class Summary<TEvent> : Metric<SummaryState>, IMetricRunHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly Selector<TEvent, double> _value;
    private readonly Filter<TEvent>? _filter;

    /// <summary>Creates an empty summary.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector is null.</exception>
    public Summary(
        string name,
        EventSelector<TEvent, double> value,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : this(name, DelegateLoop<SummaryState>.OrNull(value)!, DelegateLoop<SummaryState>.OrNull(filter), unit, description)
    {
    }

    /// <summary>Creates an empty summary, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="Summary{TEvent}.Summary(string, EventSelector{TEvent, double}, EventFilter{TEvent}, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public Summary(
        string name,
        Selector<TEvent, double> value,
        Filter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(name, MetricKind.Summary, unit, description)
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
    protected override void Subtract(ref SummaryState state, in SummaryState earlier) => state.Subtract(in earlier);

    /// <inheritdoc/>
    protected override void WriteDimensions(in SummaryState state, ref DimensionWriter writer) => state.WriteDimensions(writer);

    /// <inheritdoc/>
    protected override void ResetExtremes() => State.ResetExtremes();
}
