using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A <see cref="Histogram{TEvent}"/> of the last seconds: the time is cut into slices, each event is counted in exactly one
/// of them, and a snapshot shows those of the window merged. Dimensions: those of a <see cref="Histogram{TEvent}"/>. Its kind is
/// <see cref="MetricKind.Gauge"/>, since all of them go up and down.
/// </summary>
/// <remarks>
/// <para>The slice under way counts as one of the window's: it shows at least the last window less one slice. Time is
/// what the metric was told last, ten times a second; an event belongs to the slice of that time. A pause longer than the
/// window leaves nothing; while time stands still, nothing leaves the window.</para>
/// <para>A window is no increment: read since a <see cref="SnapshotBaseline"/>, it is shown as it is. Its extremes start anew
/// by themselves, so <see cref="MetricsRecorder.ResetExtremes"/> leaves them alone.</para>
/// <para>Takes 64 bytes and the buckets for each slice, 365,608 in all by default, all of which a reader copies and merges.
/// A slice that begins is cleared on the loop's thread: about a microsecond for 36 kB.</para>
/// </remarks>
/// <example><code>new WindowedHistogram&lt;SaveAttempt&gt;(
///     "save.duration.1m", TimeSpan.FromMinutes(1), static (in e) =&gt; e.Nanoseconds, slices: 12, unit: "ns")
/// // save.duration.1m { count = 2, sum = 200, min = 80, max = 120, mean = 100, p50 = 80, p90 = 120, ... }</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
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

    /// <summary>Where the row of the slice under way begins. The loop's thread only.</summary>
    private int _current;

    /// <summary>Creates an empty window.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="window">Length of the window, 1 second to 1 day.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events are taken; without it all are.</param>
    /// <param name="slices">Slices of the window, 2 to 1000, each of at least 100 milliseconds.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for people, or null.</param>
    /// <param name="options">Range, precision and dimensions; null: the defaults.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector or a list of the options is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A window, a number of slices or an option beyond its range, or all slices together take more than 1 GiB.
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

    /// <summary>Creates an empty window, with selectors that <see cref="Selector"/> made.</summary>
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
    /// Turns to the slice of a time, and clears those that have left the window. Time that does not grow changes nothing.
    /// </summary>
    /// <param name="uptime">Time since the loop was created.</param>
    public void OnTimer(TimeSpan uptime)
    {
        long slice = uptime.Ticks / _sliceTicks;
        if (slice <= State) return;

        for (long passed = Math.Max(State + 1, slice - _slices + 1); passed <= slice; passed++)
        {
            // A row that took nothing needs no clearing: after a pause, and at the first tick, that is most of them.
            Span<long> row = Cells.Slice(StartOf(passed), _rowCells);
            if (HistogramRow.StateOf(row) is not { Count: 0, OutOfRange: 0 }) row.Clear();
        }

        State = slice;
        _current = StartOf(slice);
    }

    /// <summary>
    /// Takes a copy of the window, merged, as of one event. Any thread, any time; never blocks the writer; allocates nothing
    /// once as much has been read into the reading before.
    /// </summary>
    /// <param name="reading">Takes the copy; what it had is gone. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The reading is null.</exception>
    /// <exception cref="MetricsException">A handler has held the recorder's write section for longer than readers wait.</exception>
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
