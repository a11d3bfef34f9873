using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The distribution of a value that events carry, in buckets of a fixed relative precision. Dimensions: <c>count</c>, <c>sum</c>,
/// <c>min</c>, <c>max</c>, <c>mean</c>, percentiles (<c>p50</c>, <c>p99.9</c>), counts of the values at or below a bound (<c>le_1000</c>),
/// <c>out_of_range</c>. Min, max, mean and percentiles are absent until the first value.
/// </summary>
/// <remarks>
/// <para>
/// A percentile is the smallest value for which at least that percentage of the values are at or below it. It is shown as the highest value
/// of its bucket, limited to min and max. Count, sum, min and max are exact. When the shown sum reaches the largest long, it stays there;
/// the mean stays exact.
/// </para>
/// <para>
/// In a read with a <see cref="SnapshotBaseline"/>, counts, sum, mean and percentiles are those of the values that came since. Min and max
/// are exact if they are the smallest and the largest of all values; otherwise they are as precise as their bucket.
/// </para>
/// <para>
/// <see cref="MetricsRecorder.ResetExtremes"/> resets min and max, and everything else goes on. Percentiles may then be outside min and
/// max. A reset changes no read with a baseline, also not the first one, which shows all values.
/// </para>
/// <para>
/// Recording takes a few nanoseconds on the loop's thread and allocates nothing, for every size of the histogram. A reader copies
/// <see cref="Metric.MemoryBytes"/>: 36,560 by default.
/// </para>
/// </remarks>
/// <example><code>new Histogram&lt;SaveAttempt&gt;("save.duration", static (in e) =&gt; e.Nanoseconds, unit: "ns")
/// // 1 to 1000: save.duration { count = 1000, sum = 500500, min = 1, max = 1000, mean = 500.5,
/// //                            p50 = 501, p90 = 903, p99 = 991, p99.9 = 999, out_of_range = 0 }</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class Histogram<TEvent> : Metric<HistogramState, long>, IMetricRunHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly Selector<TEvent, long> _value;
    private readonly Filter<TEvent>? _filter;
    private readonly HistogramScale _scale;
    private readonly OutOfRangePolicy _outOfRange;
    private readonly HistogramDimensions _dimensions;

    /// <summary>Creates an empty histogram.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <param name="options">Range, precision and dimensions. Null: the defaults, for nanoseconds up to an hour.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector or a list of the options is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it.</exception>
    public Histogram(
        string name,
        EventSelector<TEvent, long> value,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null,
        HistogramOptions? options = null)
        : this(
            name,
            DelegateLoop<HistogramState>.OrNull(value)!,
            DelegateLoop<HistogramState>.OrNull(filter),
            unit,
            description,
            HistogramSetup.Of(options))
    {
    }

    /// <summary>Creates an empty histogram, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="Histogram{TEvent}.Histogram(
    ///     string, EventSelector{TEvent, long}, EventFilter{TEvent}, string, string, HistogramOptions)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public Histogram(
        string name,
        Selector<TEvent, long> value,
        Filter<TEvent>? filter = null,
        string? unit = null,
        string? description = null,
        HistogramOptions? options = null)
        : this(name, value, filter, unit, description, HistogramSetup.Of(options))
    {
    }

    private Histogram(
        string name,
        Selector<TEvent, long> value,
        Filter<TEvent>? filter,
        string? unit,
        string? description,
        HistogramSetup setup)
        : base(name, setup.Scale.Count, MetricKind.Histogram, unit, description)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
        _filter = filter;
        _scale = setup.Scale;
        _outOfRange = setup.OutOfRange;
        _dimensions = setup.Dimensions;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent)
    {
        if (!Filter<TEvent>.Includes(_filter, in metricEvent)) return false;

        long value = _value.Of(in metricEvent);
        return HistogramRow.Record(in _scale, _outOfRange, ref State, CellArray, 0, value);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<long> room);
        ReadOnlySpan<long> values = _value.Take(run, Filter<TEvent>.Pick(_filter, run, numbers), room);
        HistogramRun.Record(in _scale, _outOfRange, ref State, CellArray, 0, values);
    }

    /// <summary>
    /// Copies the histogram into a reading, at one moment between two events. Any thread may call it at any time. It never blocks the loop.
    /// It allocates nothing once the reading has grown to this size.
    /// </summary>
    /// <param name="reading">Receives the copy; it loses what it had before. After an error it is empty. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The reading is null.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void Read(HistogramReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        bool isWhole = false;
        try
        {
            CopyStateCoherently(reading.Prepare(in _scale));
            isWhole = true;
        }
        finally
        {
            if (!isWhole) reading.Clear(in _scale); // never half a copy
        }
    }

    /// <inheritdoc/>
    protected override void ResetExtremes() => State.ResetExtremes();

    private protected override void CopyShownCells(in HistogramState state, ReadOnlySpan<long> cells, Span<long> destination) =>
        HistogramRow.CopyShown(in _scale, in state, cells, destination);

    /// <inheritdoc/>
    protected override void WriteDimensions(in HistogramState state, ReadOnlySpan<long> cells, ref DimensionWriter writer) =>
        _dimensions.Write(in state, cells, in writer);

    private protected override bool TryTakeHistogram(
        in HistogramState state, ReadOnlySpan<long> cells, ref int next, HistogramReading reading, out string? key)
    {
        key = null;
        if (next++ > 0) return false;

        reading.TakeShown(in _scale, in state, cells);
        return true;
    }

    /// <inheritdoc/>
    protected override void Subtract(
        ref HistogramState state, Span<long> cells, in HistogramState earlierState, ReadOnlySpan<long> earlierCells) =>
        HistogramRow.Subtract(in _scale, ref state, cells, earlierState, earlierCells);
}
