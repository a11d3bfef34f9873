using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The distribution of a value that events carry, in buckets of a fixed relative precision. Dimensions: <c>count</c>,
/// <c>sum</c>, <c>min</c>, <c>max</c>, <c>mean</c>, percentiles (<c>p50</c>, <c>p99.9</c>), counts at or below bounds
/// (<c>le_1000</c>), <c>out_of_range</c>; min, max, mean and percentiles absent until the first value.
/// </summary>
/// <remarks>
/// <para>A percentile is the smallest value such that at least so many percent of the values are at or below it, shown as
/// the highest value of its bucket, within min and max. Count, sum, min and max are exact; a shown sum stays at the largest
/// long once it gets there, the mean does not suffer from it.</para>
/// <para>Read since a <see cref="SnapshotBaseline"/>: counts, sum, mean and percentiles are those of the values since. Min and
/// max are exact if they are the smallest and the largest ever, otherwise as precise as their bucket.</para>
/// <para>After <see cref="MetricsRecorder.ResetExtremes"/> min and max start anew, and everything else goes on: percentiles may
/// then lie outside them. A read since a baseline does not depend on it, the first one included: that shows all values.</para>
/// <para>Recording costs a few nanoseconds on the loop's thread, 0 bytes, whatever the size. A reader copies
/// <see cref="Metric.MemoryBytes"/>: 36,560 by default.</para>
/// </remarks>
/// <example><code>new Histogram&lt;SaveAttempt&gt;("save.duration", static (in e) =&gt; e.Nanoseconds, unit: "ns")
/// // 1 to 1000: save.duration { count = 1000, sum = 500500, min = 1, max = 1000, mean = 500.5,
/// //                            p50 = 501, p90 = 903, p99 = 991, p99.9 = 999, out_of_range = 0 }</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
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
    /// <param name="filter">Which events are taken; without it all are.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for people, or null.</param>
    /// <param name="options">Range, precision and dimensions; null: the defaults, for nanoseconds up to an hour.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector or a list of the options is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the error names it.</exception>
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

    /// <summary>Creates an empty histogram, with selectors that <see cref="Selector"/> made.</summary>
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
    /// Takes a copy of the histogram as of one event. Any thread, any time; never blocks the writer; allocates nothing once
    /// as much has been read into the reading before.
    /// </summary>
    /// <param name="reading">Takes the copy; what it had is gone; empty after an error. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The reading is null.</exception>
    /// <exception cref="MetricsException">A handler has held the recorder's write section for longer than readers wait.</exception>
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
            if (!isWhole) reading.Clear(in _scale); // no half a copy
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
