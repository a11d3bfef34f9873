using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A <see cref="Histogram{TEvent}"/> of a sliding window. The window is divided into slices. Each event is counted in exactly one slice,
/// and a snapshot shows the slices of the window merged. Dimensions: those of a <see cref="Histogram{TEvent}"/>. Its kind is
/// <see cref="MetricKind.Gauge"/>, because all of its dimensions can go up and down.
/// </summary>
/// <remarks>
/// <para>
/// The current slice is one of the window's slices, so the metric shows at least the last window less one slice. Its time is the time of
/// the last tick, ten times a second; an event belongs to the slice of that time. After a pause longer than the window nothing is left.
/// While time stands still, nothing leaves the window.
/// </para>
/// <para>
/// A window cannot be subtracted: a read with a <see cref="SnapshotBaseline"/> shows it as it is. Old extremes leave the window with their
/// slice, so <see cref="MetricsRecorder.ResetExtremes"/> does not change them.
/// </para>
/// <para>
/// Each slice takes 64 bytes and its buckets: 365,608 bytes in all by default. A reader copies and merges all of it. When a slice begins,
/// the loop's thread clears it: about a microsecond for 36 kB.
/// </para>
/// </remarks>
/// <example><code>new WindowedHistogram&lt;SaveAttempt&gt;(
///     "save.duration.1m", TimeSpan.FromMinutes(1), static (in e) =&gt; e.Nanoseconds, slices: 12, unit: "ns")
/// // save.duration.1m { count = 2, sum = 200, min = 80, max = 120, mean = 100, p50 = 80, p90 = 120, ... }</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class WindowedHistogram<TEvent> : Metric<long, long>, IMetricRunHandler<TEvent>, ITimedMetric
    where TEvent : unmanaged, IMetricEvent
{
    private readonly Selector<TEvent, long> _value;
    private readonly Filter<TEvent>? _filter;
    private readonly HistogramScale _scale;
    private readonly int _slices;
    private readonly long _sliceTicks;
    private readonly int _rowCells;
    private readonly OutOfRangePolicy _outOfRange;
    private readonly HistogramDimensions _dimensions;

    /// <summary>Where the row of the current slice begins. The loop's thread only.</summary>
    private int _current;

    /// <summary>Creates an empty window.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="window">Length of the window, 1 second to 1 day.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="slices">The number of slices of the window, 2 to 1000, each of at least 100 milliseconds.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <param name="options">Range, precision and dimensions. Null: the defaults.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector or a list of the options is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The window, the number of slices or an option is out of its range, or all slices together take more than 1 GiB.
    /// </exception>
    public WindowedHistogram(
        string name,
        TimeSpan window,
        EventSelector<TEvent, long> value,
        EventFilter<TEvent>? filter = null,
        int slices = 10,
        string? unit = null,
        string? description = null,
        HistogramOptions? options = null)
        : this(
            name,
            window,
            DelegateLoop<ValuePlace>.OrNull(value)!,
            DelegateLoop<ValuePlace>.OrNull(filter),
            WindowLimits.Checked(window, slices),
            unit,
            description,
            HistogramSetup.Of(options))
    {
    }

    /// <summary>Creates an empty window, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="WindowedHistogram{TEvent}.WindowedHistogram(
    ///     string, TimeSpan, EventSelector{TEvent, long}, EventFilter{TEvent}, int, string, string, HistogramOptions)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public WindowedHistogram(
        string name,
        TimeSpan window,
        Selector<TEvent, long> value,
        Filter<TEvent>? filter = null,
        int slices = 10,
        string? unit = null,
        string? description = null,
        HistogramOptions? options = null)
        : this(name, window, value, filter, WindowLimits.Checked(window, slices), unit, description, HistogramSetup.Of(options))
    {
    }

    private WindowedHistogram(
        string name,
        TimeSpan window,
        Selector<TEvent, long> value,
        Filter<TEvent>? filter,
        int slices,
        string? unit,
        string? description,
        HistogramSetup setup)
        : base(name, setup.CellsFor(slices, name, " or the slices"), MetricKind.Gauge, unit, description)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
        _filter = filter;
        _slices = slices;
        _sliceTicks = window.Ticks / slices;
        _scale = setup.Scale;
        _rowCells = HistogramRow.CellsOf(in _scale);
        _outOfRange = setup.OutOfRange;
        _dimensions = setup.Dimensions;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent)
    {
        if (!Filter<TEvent>.Includes(_filter, in metricEvent)) return false;

        long value = _value.Of(in metricEvent);
        return HistogramRow.Record(
            in _scale, _outOfRange, ref HistogramRow.StateAt(CellArray, _current), CellArray, _current + HistogramRow.StateCells, value);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<long> room);
        ReadOnlySpan<long> values = _value.Take(run, Filter<TEvent>.Pick(_filter, run, numbers), room);
        HistogramRun.Record(
            in _scale, _outOfRange, ref HistogramRow.StateAt(CellArray, _current), CellArray, _current + HistogramRow.StateCells, values);
    }

    /// <summary>
    /// A tick: goes to the slice of a time, and clears the slices that have left the window. A time that does not grow changes nothing.
    /// </summary>
    /// <param name="uptime">Time since the loop was created.</param>
    public void OnTimer(TimeSpan uptime)
    {
        long slice = uptime.Ticks / _sliceTicks;
        if (slice <= State) return;

        for (long passed = Math.Max(State + 1, slice - _slices + 1); passed <= slice; passed++)
        {
            // A row that took no value needs no clearing. After a pause and at the first tick, these are most rows.
            Span<long> row = Cells.Slice(StartOf(passed), _rowCells);
            if (HistogramRow.StateOf(row) is not { Count: 0, OutOfRange: 0 }) row.Clear();
        }

        State = slice;
        _current = StartOf(slice);
    }

    /// <summary>
    /// Copies the merged window into a reading, at one moment between two events. Any thread may call it at any time. It never blocks the
    /// loop. It allocates nothing once the reading has grown to this size.
    /// </summary>
    /// <param name="reading">Receives the copy; it loses what it had before. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The reading is null.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void Read(HistogramReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        reading.Forget();
        using ReaderPool<ReaderMemory>.Lease memory = ReaderMemory.Pool.Rent();
        ReadOnlySpan<long> rows = HistogramRow.CopyOf(this, memory.Value);
        Merge(rows, MemoryMarshal.Cast<byte, long>(reading.Prepare(in _scale)));
    }

    /// <inheritdoc/>
    protected override void WriteDimensions(in long state, ReadOnlySpan<long> cells, ref DimensionWriter writer)
    {
        using ReaderPool<ReaderMemory>.Lease memory = ReaderMemory.Pool.Rent();
        Span<long> merged = memory.Value.Take<long>(_rowCells);
        Merge(cells, merged);
        _dimensions.Write(in HistogramRow.StateOf(merged), HistogramRow.BucketsOf(merged), in writer);
    }

    private int StartOf(long slice) => (int)(slice % _slices) * _rowCells;

    private void Merge(ReadOnlySpan<long> rows, Span<long> merged)
    {
        merged.Clear();
        ref HistogramState state = ref HistogramRow.StateOf(merged);
        for (int i = 0; i < _slices; i++)
        {
            ReadOnlySpan<long> row = rows.Slice(i * _rowCells, _rowCells);
            HistogramRow.Add(ref state, HistogramRow.BucketsOf(merged), HistogramRow.StateOf(row), HistogramRow.BucketsOf(row));
        }
    }

    private readonly struct ValuePlace;
}
