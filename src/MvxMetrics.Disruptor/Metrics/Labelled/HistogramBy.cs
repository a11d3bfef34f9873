using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A histogram for each key: outcome, method, size class. Dimensions: <c>count</c> of all values in all histograms; then, for each key that
/// has had a value, those of a <see cref="Histogram{TEvent}"/>, with names like <c>key.count</c>, <c>key.p99</c>. An event without a named
/// key is recorded under <see cref="KeyNames.Others"/>, and counted in <c>unnamed</c>, which is absent while it is zero.
/// </summary>
/// <remarks>
/// Percentiles, differences since a <see cref="SnapshotBaseline"/> and the reset of extremes are those of <see cref="Histogram{TEvent}"/>.
/// Every key, and <c>others</c>, takes 64 bytes and its buckets, used or not: 36,560 bytes each by default. A reader copies all of it.
/// </remarks>
/// <example><code>new HistogramBy&lt;SaveAttempt&gt;(
///     "save.duration", static (in e) =&gt; (int)e.Outcome, KeyNames.Of&lt;SaveOutcome&gt;(),
///     static (in e) =&gt; e.Nanoseconds, unit: "ns")
/// // save.duration { count = 3, Success.count = 2, Success.sum = 300, ... Failed.count = 1, ... }</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed partial class HistogramBy<TEvent> : Metric<KeyedState, long>, IMetricRunHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly Selector<TEvent, int> _key;
    private readonly KeyNames _keys;
    private readonly Selector<TEvent, long> _value;
    private readonly Filter<TEvent>? _filter;
    private readonly HistogramScale _scale;
    private readonly int _rowCells;
    private readonly OutOfRangePolicy _outOfRange;
    private readonly HistogramDimensions _dimensions;

    /// <summary>Creates empty histograms.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="key">The key of an event.</param>
    /// <param name="keys">The keys and their names.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <param name="options">Range, precision and dimensions of each histogram. Null: the defaults.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">A selector, the keys or a list of the options is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or all keys together take more than 1 GiB.</exception>
    public HistogramBy(
        string name,
        EventSelector<TEvent, int> key,
        KeyNames keys,
        EventSelector<TEvent, long> value,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null,
        HistogramOptions? options = null)
        : this(
            name,
            DelegateLoop<KeyPlace>.OrNull(key)!,
            NotNull(keys),
            DelegateLoop<ValuePlace>.OrNull(value)!,
            DelegateLoop<KeyPlace>.OrNull(filter),
            unit,
            description,
            HistogramSetup.Of(options))
    {
    }

    /// <summary>Creates empty histograms, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="HistogramBy{TEvent}.HistogramBy(
    ///     string, EventSelector{TEvent, int}, KeyNames, EventSelector{TEvent, long}, EventFilter{TEvent}, string, string,
    ///     HistogramOptions)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public HistogramBy(
        string name,
        Selector<TEvent, int> key,
        KeyNames keys,
        Selector<TEvent, long> value,
        Filter<TEvent>? filter = null,
        string? unit = null,
        string? description = null,
        HistogramOptions? options = null)
        : this(name, key, NotNull(keys), value, filter, unit, description, HistogramSetup.Of(options))
    {
    }

    private HistogramBy(
        string name,
        Selector<TEvent, int> key,
        KeyNames keys,
        Selector<TEvent, long> value,
        Filter<TEvent>? filter,
        string? unit,
        string? description,
        HistogramSetup setup)
        : base(name, setup.CellsFor(keys.Cells, name, " or the keys"), MetricKind.Histogram, unit, description)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        _key = key;
        _keys = keys;
        _value = value;
        _filter = filter;
        _scale = setup.Scale;
        _rowCells = HistogramRow.CellsOf(in _scale);
        _outOfRange = setup.OutOfRange;
        _dimensions = setup.Dimensions;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent)
    {
        if (!Filter<TEvent>.Includes(_filter, in metricEvent)) return false;

        int cell = _keys.CellOf(_key.Of(in metricEvent));
        long value = _value.Of(in metricEvent); // before anything changes, because a selector may throw
        return Record(cell, value);
    }

    /// <summary>
    /// Copies one key's histogram into a reading, at one moment between two events. Any thread may call it at any time. It never blocks the
    /// loop. It allocates nothing once the reading has grown to this size, but it copies the histograms of all keys.
    /// </summary>
    /// <param name="key">The key. A key without a name: the histogram of <c>others</c>.</param>
    /// <param name="reading">Receives the copy; it loses what it had before. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The reading is null.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void Read(int key, HistogramReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        reading.Forget();
        using ReaderPool<ReaderMemory>.Lease memory = ReaderMemory.Pool.Rent();
        ReadOnlySpan<long> rows = HistogramRow.CopyOf(this, memory.Value);
        reading.Take(in _scale, rows.Slice(_keys.CellOf(key) * _rowCells, _rowCells));
    }

    /// <inheritdoc/>
    protected override void ResetExtremes()
    {
        for (int cell = 0; cell < _keys.Cells; cell++) HistogramRow.StateOf(Cells.Slice(cell * _rowCells, _rowCells)).ResetExtremes();
    }

    private protected override void CopyShownCells(in KeyedState state, ReadOnlySpan<long> cells, Span<long> destination) =>
        HistogramRow.CopyShown(in _scale, cells, destination);

    /// <inheritdoc/>
    protected override void WriteDimensions(in KeyedState state, ReadOnlySpan<long> cells, ref DimensionWriter writer)
    {
        writer.Add(WellKnownDimensions.Count, CountOf(cells));
        for (int cell = 0; cell < _keys.Cells; cell++)
        {
            ReadOnlySpan<long> row = cells.Slice(cell * _rowCells, _rowCells);
            if (HistogramRow.StateOf(row) is { Count: 0, OutOfRange: 0 } || _keys.ScopeOf(cell) is not { } key) continue;
            _dimensions.Write(in HistogramRow.StateOf(row), HistogramRow.BucketsOf(row), writer.For(key));
        }

        if (state.Unnamed > 0) writer.Add(WellKnownDimensions.Unnamed, state.Unnamed);
    }

    private protected override bool TryTakeHistogram(
        in KeyedState state, ReadOnlySpan<long> cells, ref int next, HistogramReading reading, out string? key)
    {
        while (next < _keys.Cells)
        {
            ReadOnlySpan<long> row = cells.Slice(next * _rowCells, _rowCells);
            if (_keys.ScopeOf(next++) is not { } scope || HistogramRow.StateOf(row) is { Count: 0, OutOfRange: 0 }) continue;

            key = scope.Key;
            reading.TakeShown(in _scale, in HistogramRow.StateOf(row), HistogramRow.BucketsOf(row));
            return true;
        }

        key = null;
        return false;
    }

    /// <inheritdoc/>
    protected override void Subtract(ref KeyedState state, Span<long> cells, in KeyedState earlierState, ReadOnlySpan<long> earlierCells)
    {
        state.Unnamed -= earlierState.Unnamed;
        HistogramRow.SubtractAll(in _scale, cells, earlierCells);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Record(int cell, long value)
    {
        if (cell == _keys.Count) State.Unnamed++;
        int row = cell * _rowCells;
        return HistogramRow.Record(
            in _scale, _outOfRange, ref HistogramRow.StateAt(CellArray, row), CellArray, row + HistogramRow.StateCells, value);
    }

    private long CountOf(ReadOnlySpan<long> cells)
    {
        long count = 0;
        for (int cell = 0; cell < _keys.Cells; cell++) count += HistogramRow.StateOf(cells.Slice(cell * _rowCells, _rowCells)).Count;
        return count;
    }

    private static KeyNames NotNull(KeyNames keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys;
    }

    private readonly struct KeyPlace;

    private readonly struct ValuePlace;
}
