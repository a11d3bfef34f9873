using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Two histograms of the same work, in nanoseconds. The service time is from the start of the work to its end. The response time is from
/// the moment when the work was due to its end. When work is late, the service time looks good and the response time does not. Dimensions:
/// those of a <see cref="Histogram{TEvent}"/> twice, with names like <c>service.p99</c> and <c>response.p99</c>.
/// </summary>
/// <remarks>
/// <para>
/// Events carry raw timestamps of <see cref="System.Diagnostics.Stopwatch"/>; the loop converts them to nanoseconds, so producers need not.
/// A negative duration is out of range: see <see cref="HistogramOptions.OutOfRange"/>.
/// </para>
/// <para>
/// Percentiles, differences since a <see cref="SnapshotBaseline"/> and the reset of extremes are those of <see cref="Histogram{TEvent}"/>.
/// Takes 73,120 bytes by default.
/// </para>
/// </remarks>
/// <example><code>new ResponseTime&lt;OrderSent&gt;("order", static (in e) =&gt; e.Started, static (in e) =&gt; e.Ended,
///     intendedStart: static (in e) =&gt; e.Due)
/// // order { service.count = 1, service.sum = 100, ... response.count = 1, response.sum = 900, ... }</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed partial class ResponseTime<TEvent> : Metric<ResponseTimeState, long>, IMetricRunHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private static readonly NameScope s_service = DimensionNames.ScopeOf("service");
    private static readonly NameScope s_response = DimensionNames.ScopeOf("response");
    private const int StateCells = 2 * HistogramRow.StateCells;

    private readonly Selector<TEvent, long> _start;
    private readonly Selector<TEvent, long> _end;
    private readonly Selector<TEvent, long>? _intendedStart;
    private readonly Filter<TEvent>? _filter;
    private readonly HistogramScale _scale;
    private readonly OutOfRangePolicy _outOfRange;
    private readonly HistogramDimensions _dimensions;

    /// <summary>Creates two empty histograms.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="start">When the work began: a raw timestamp.</param>
    /// <param name="end">When it ended: a raw timestamp.</param>
    /// <param name="intendedStart">When the work was due: a raw timestamp. Null: both times are the same.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <param name="options">Range, precision and dimensions of both histograms, in nanoseconds. Null: the defaults.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The start, the end or a list of the options is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it.</exception>
    public ResponseTime(
        string name,
        EventSelector<TEvent, long> start,
        EventSelector<TEvent, long> end,
        EventSelector<TEvent, long>? intendedStart = null,
        EventFilter<TEvent>? filter = null,
        string? description = null,
        HistogramOptions? options = null)
        : this(
            name,
            DelegateLoop<StartPlace>.OrNull(start)!,
            DelegateLoop<EndPlace>.OrNull(end)!,
            DelegateLoop<DuePlace>.OrNull(intendedStart),
            DelegateLoop<StartPlace>.OrNull(filter),
            description,
            HistogramSetup.Of(options))
    {
    }

    /// <summary>Creates two empty histograms, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="ResponseTime{TEvent}.ResponseTime(
    ///     string, EventSelector{TEvent, long}, EventSelector{TEvent, long}, EventSelector{TEvent, long}, EventFilter{TEvent}, string,
    ///     HistogramOptions)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public ResponseTime(
        string name,
        Selector<TEvent, long> start,
        Selector<TEvent, long> end,
        Selector<TEvent, long>? intendedStart = null,
        Filter<TEvent>? filter = null,
        string? description = null,
        HistogramOptions? options = null)
        : this(name, start, end, intendedStart, filter, description, HistogramSetup.Of(options))
    {
    }

    private ResponseTime(
        string name,
        Selector<TEvent, long> start,
        Selector<TEvent, long> end,
        Selector<TEvent, long>? intendedStart,
        Filter<TEvent>? filter,
        string? description,
        HistogramSetup setup)
        : base(name, setup.CellsFor(2, name, string.Empty) - StateCells, MetricKind.Histogram, "ns", description)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(end);
        _start = start;
        _end = end;
        _intendedStart = intendedStart;
        _filter = filter;
        _scale = setup.Scale;
        _outOfRange = setup.OutOfRange;
        _dimensions = setup.Dimensions;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent)
    {
        if (!Filter<TEvent>.Includes(_filter, in metricEvent)) return false;

        long start = _start.Of(in metricEvent);
        long end = _end.Of(in metricEvent);
        long due = _intendedStart is null ? start : _intendedStart.Of(in metricEvent);

        // A difference that overflows is negative, or its end comes before its start. These comparisons find both.
        long service = StopwatchTime.ToNanoseconds(end - start);
        long response = StopwatchTime.ToNanoseconds(end - due);
        if (end < start || end < due || !_scale.Contains(service) || !_scale.Contains(response)) return RecordEach(start, due, end);

        long[] cells = CellArray;
        HistogramRow.Put(ref State.Service, ref cells[_scale.IndexOf(service)], service);
        HistogramRow.Put(ref State.Response, ref cells[_scale.Count + _scale.IndexOf(response)], response);
        return true;
    }

    /// <summary>
    /// Copies both histograms into readings, at the same moment between two events. Any thread may call it at any time. It never blocks the
    /// loop. It allocates nothing once the readings have grown to this size.
    /// </summary>
    /// <param name="service">Receives the service times; it loses what it had before. One thread at a time.</param>
    /// <param name="response">Receives the response times. It must be another reading.</param>
    /// <exception cref="ArgumentNullException">A reading is null.</exception>
    /// <exception cref="ArgumentException">Both are the same reading.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void Read(HistogramReading service, HistogramReading response)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(response);
        if (ReferenceEquals(service, response))
            throw new ArgumentException("One reading cannot take both histograms. Hand in two.", nameof(response));
        service.Forget();
        response.Forget();
        using ReaderPool<ReaderMemory>.Lease memory = ReaderMemory.Pool.Rent();
        ReadOnlySpan<long> copy = HistogramRow.CopyOf(this, memory.Value, skipped: 0);
        ref readonly ResponseTimeState state = ref MemoryMarshal.AsRef<ResponseTimeState>(MemoryMarshal.AsBytes(copy[..StateCells]));
        ReadOnlySpan<long> buckets = copy[StateCells..];
        service.Take(in _scale, in state.Service, buckets[.._scale.Count]);
        response.Take(in _scale, in state.Response, buckets[_scale.Count..]);
    }

    /// <inheritdoc/>
    protected override void ResetExtremes()
    {
        State.Service.ResetExtremes();
        State.Response.ResetExtremes();
    }

    private protected override void CopyShownCells(in ResponseTimeState state, ReadOnlySpan<long> cells, Span<long> destination)
    {
        HistogramRow.CopyShown(in _scale, in state.Service, cells[.._scale.Count], destination[.._scale.Count]);
        HistogramRow.CopyShown(in _scale, in state.Response, cells[_scale.Count..], destination[_scale.Count..]);
    }

    /// <inheritdoc/>
    protected override void WriteDimensions(in ResponseTimeState state, ReadOnlySpan<long> cells, ref DimensionWriter writer)
    {
        _dimensions.Write(in state.Service, cells[.._scale.Count], writer.For(s_service));
        _dimensions.Write(in state.Response, cells[_scale.Count..], writer.For(s_response));
    }

    private protected override bool TryTakeHistogram(
        in ResponseTimeState state, ReadOnlySpan<long> cells, ref int next, HistogramReading reading, out string? key)
    {
        int part = next++;
        key = part == 0 ? s_service.Key : s_response.Key;
        if (part == 0) reading.TakeShown(in _scale, in state.Service, cells[.._scale.Count]);
        else if (part == 1) reading.TakeShown(in _scale, in state.Response, cells[_scale.Count..]);
        return part < 2;
    }

    /// <inheritdoc/>
    protected override void Subtract(
        ref ResponseTimeState state, Span<long> cells, in ResponseTimeState earlierState, ReadOnlySpan<long> earlierCells)
    {
        int count = _scale.Count;
        HistogramRow.Subtract(in _scale, ref state.Service, cells[..count], earlierState.Service, earlierCells[..count]);
        HistogramRow.Subtract(in _scale, ref state.Response, cells[count..], earlierState.Response, earlierCells[count..]);
    }

    // At least one of the two is out of range.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RecordEach(long start, long due, long end)
    {
        HistogramRow.Record(in _scale, _outOfRange, ref State.Service, CellArray, 0, StopwatchTime.Between(start, end));
        HistogramRow.Record(in _scale, _outOfRange, ref State.Response, CellArray, _scale.Count, StopwatchTime.Between(due, end));
        return true;
    }
}
