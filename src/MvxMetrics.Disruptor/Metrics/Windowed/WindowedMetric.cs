using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// An accumulator for the last so many seconds: one a slice of time, merged when read. An event belongs to the slice that
/// began last when the loop applied it, to that one only; the window covers that slice and the whole ones before it, so its
/// length less at most one slice. A slice that time has passed by is empty: a pause of a window's length clears all of it.
/// The window is as of the time that the loop told last: it stands still while the recorder does not run, or nobody drives the loop.
/// A difference shows the whole window, and <c>ResetExtremes</c> leaves it alone: it forgets by itself. Derive from it for an
/// accumulator of your own.
/// </summary>
/// <typeparam name="TEvent">The type of event.</typeparam>
/// <typeparam name="TValue">What the accumulator takes.</typeparam>
/// <typeparam name="TState">The accumulator.</typeparam>
public abstract class WindowedMetric<TEvent, TValue, TState> : Metric<WindowState, TState>, IMetricRunHandler<TEvent>, ITimedMetric
    where TEvent : unmanaged, IMetricEvent
    where TState : unmanaged, IAccumulator<TState, TValue>
{
    private readonly Selector<TEvent, TValue> _value;
    private readonly Filter<TEvent>? _filter;
    private readonly long _sliceTicks;

    /// <summary>The cell of the current slice; spares the division for every event.</summary>
    private int _current;

    /// <summary>Creates a metric with an empty window.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="window">Length of the window, 1 second to 1 day.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events are taken; without it all are.</param>
    /// <param name="slices">Slices of the window, 2 to 1000, each of at least 100 milliseconds.</param>
    /// <param name="kind">What the dimensions mean.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for people, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A window or a number of slices beyond its range, or an undefined kind.</exception>
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

    /// <summary>Creates a metric with an empty window, with selectors that <see cref="Selector"/> made.</summary>
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
        long begun = Math.Min(slice - State.Slice, cells.Length); // of a longer leap only the last slices are left
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
