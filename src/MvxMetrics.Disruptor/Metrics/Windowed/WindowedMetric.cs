using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// An accumulator of a sliding window: one accumulator for each slice of time, merged when read. An event belongs to one slice only: the
/// current one when the loop applied it. The window is the current slice and the whole slices before it, so it is shorter than its length
/// by at most one slice. A slice that got no tick is empty: a pause as long as the window clears all of it. The window is that of the last
/// tick: it stands still while the recorder is not Running, or while nobody drives the loop. A difference shows the whole window.
/// <c>ResetExtremes</c> does not change it, because old extremes leave the window with their slice. Derive from this class for an
/// accumulator of your own.
/// </summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
/// <typeparam name="TValue">The type of the values that the accumulator takes.</typeparam>
/// <typeparam name="TState">The accumulator.</typeparam>
public abstract class WindowedMetric<TEvent, TValue, TState> : Metric<WindowState, TState>, IMetricRunHandler<TEvent>, ITimedMetric
    where TEvent : unmanaged, IMetricEvent
    where TState : unmanaged, IAccumulator<TState, TValue>
{
    private readonly Selector<TEvent, TValue> _value;
    private readonly Filter<TEvent>? _filter;
    private readonly long _sliceTicks;

    /// <summary>The cell of the current slice. It saves a division for every event.</summary>
    private int _current;

    /// <summary>Creates a metric with an empty window.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="window">Length of the window, 1 second to 1 day.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="slices">The number of slices of the window, 2 to 1000, each of at least 100 milliseconds.</param>
    /// <param name="kind">What the dimensions mean.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The window or the number of slices is out of its range, or the kind is undefined.
    /// </exception>
    protected WindowedMetric(
        string name,
        TimeSpan window,
        EventSelector<TEvent, TValue> value,
        EventFilter<TEvent>? filter = null,
        int slices = 10,
        MetricKind kind = MetricKind.Custom,
        string? unit = null,
        string? description = null)
        : this(
            name,
            window,
            DelegateLoop<ValuePlace>.OrNull(value)!,
            DelegateLoop<ValuePlace>.OrNull(filter),
            slices,
            kind,
            unit,
            description)
    {
    }

    /// <summary>Creates a metric with an empty window, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="WindowedMetric{TEvent, TValue, TState}.WindowedMetric(
    ///     string, TimeSpan, EventSelector{TEvent, TValue}, EventFilter{TEvent}, int, MetricKind, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    protected WindowedMetric(
        string name,
        TimeSpan window,
        Selector<TEvent, TValue> value,
        Filter<TEvent>? filter = null,
        int slices = 10,
        MetricKind kind = MetricKind.Custom,
        string? unit = null,
        string? description = null)
        : base(name, WindowLimits.Checked(window, slices), kind, unit, description)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
        _filter = filter;
        _sliceTicks = window.Ticks / slices;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent) =>
        Filter<TEvent>.Includes(_filter, in metricEvent) && Cells[_current].Add(_value.Of(in metricEvent));

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<TValue> room);
        ReadOnlySpan<TValue> values = _value.Take(run, Filter<TEvent>.Pick(_filter, run, numbers), room);
        ref TState cell = ref Cells[_current];
        foreach (ref readonly TValue value in values) cell.Add(value);
    }

    /// <inheritdoc/>
    public void OnTimer(TimeSpan uptime)
    {
        long slice = uptime.Ticks / _sliceTicks;
        if (slice <= State.Slice) return;

        Span<TState> cells = Cells;
        long begun = Math.Min(slice - State.Slice, cells.Length); // after a longer leap only the last slices matter
        for (long i = slice - begun + 1; i <= slice; i++) cells[(int)(i % cells.Length)] = default;
        State.Slice = slice;
        _current = (int)(slice % cells.Length);
    }

    /// <inheritdoc/>
    protected override void WriteDimensions(in WindowState state, ReadOnlySpan<TState> cells, ref DimensionWriter writer)
    {
        TState window = default;
        for (int i = 1; i <= cells.Length; i++) window.Merge(in cells[(int)((state.Slice + i) % cells.Length)]); // the oldest first
        window.WriteDimensions(writer);
    }

    private readonly struct ValuePlace;
}
