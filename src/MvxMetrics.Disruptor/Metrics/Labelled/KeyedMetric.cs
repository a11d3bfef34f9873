using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// One accumulator for each key. The key is the index of its cell, and cells are made at construction: there is no look-up and no
/// allocation. Dimensions: those of the accumulator, as <c>key.name</c>, for each key that has taken or ignored a value. An event without a
/// named key goes to <c>others</c> and is counted in <c>unnamed</c>, which is absent while it is zero. A difference shows the keys for
/// which something came; gauges, whose values hold, show all keys that ever had a value. Derive from this class for an accumulator of your
/// own.
/// </summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
/// <typeparam name="TValue">The type of the values that the accumulator takes.</typeparam>
/// <typeparam name="TState">The accumulator.</typeparam>
public abstract class KeyedMetric<TEvent, TValue, TState> : Metric<KeyedState, TState>, IMetricRunHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
    where TState : unmanaged, IAccumulator<TState, TValue>
{
    private readonly Selector<TEvent, int> _key;
    private readonly KeyNames _keys;
    private readonly Selector<TEvent, TValue> _value;
    private readonly Filter<TEvent>? _filter;

    /// <summary>Creates a metric with an empty accumulator for each key, and one for <c>others</c>.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="key">The key of an event.</param>
    /// <param name="keys">The keys that have names.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events the metric takes. Null: all events.</param>
    /// <param name="kind">What the dimensions mean.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">A selector is null, or the keys are null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The kind is undefined, or there are more cells than fit.</exception>
    protected KeyedMetric(
        string name,
        EventSelector<TEvent, int> key,
        KeyNames keys,
        EventSelector<TEvent, TValue> value,
        EventFilter<TEvent>? filter = null,
        MetricKind kind = MetricKind.Custom,
        string? unit = null,
        string? description = null)
        : this(
            name,
            DelegateLoop<KeyPlace>.OrNull(key)!,
            keys,
            DelegateLoop<ValuePlace>.OrNull(value)!,
            DelegateLoop<KeyPlace>.OrNull(filter),
            kind,
            unit,
            description)
    {
    }

    /// <summary>
    /// Creates a metric with an empty accumulator for each key, and one for <c>others</c>, with selectors that <see cref="Selector"/>
    /// makes.
    /// </summary>
    /// <inheritdoc cref="KeyedMetric{TEvent, TValue, TState}.KeyedMetric(
    ///     string, EventSelector{TEvent, int}, KeyNames, EventSelector{TEvent, TValue}, EventFilter{TEvent}, MetricKind, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    protected KeyedMetric(
        string name,
        Selector<TEvent, int> key,
        KeyNames keys,
        Selector<TEvent, TValue> value,
        Filter<TEvent>? filter = null,
        MetricKind kind = MetricKind.Custom,
        string? unit = null,
        string? description = null)
        : base(name, (keys ?? throw new ArgumentNullException(nameof(keys))).Cells, kind, unit, description)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        _key = key;
        _keys = keys;
        _value = value;
        _filter = filter;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent)
    {
        if (!Filter<TEvent>.Includes(_filter, in metricEvent)) return false;

        int cell = _keys.CellOf(_key.Of(in metricEvent));
        TValue value = _value.Of(in metricEvent); // before anything changes, because a selector may throw
        if (cell == _keys.Count) State.Unnamed++;
        return Cells[cell].Add(value);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<int> keyRoom);
        Unsafe.SkipInit(out RunBuffer<TValue> valueRoom);
        ReadOnlySpan<byte> picked = Filter<TEvent>.Pick(_filter, run, numbers);
        ReadOnlySpan<int> keys = _key.Take(run, picked, keyRoom);
        ReadOnlySpan<TValue> values = _value.Take(run, picked, valueRoom);

        // Everything that the loop reads again and again is in locals: otherwise a store to a cell could have changed it. Each cell that
        // KeyNames returns is one of the cells.
        ReadOnlySpan<string?> names = _keys.Names;
        ref TState first = ref MemoryMarshal.GetReference(Cells);
        int unnamed = 0;
        for (int i = 0; i < values.Length; i++)
        {
            int cell = KeyNames.CellOf(names, keys[i]);
            if (cell == names.Length) unnamed++;
            Unsafe.Add(ref first, (uint)cell).Add(values[i]);
        }

        State.Unnamed += unnamed;
    }

    /// <inheritdoc/>
    protected override void Subtract(
        ref KeyedState state, Span<TState> cells, in KeyedState earlierState, ReadOnlySpan<TState> earlierCells)
    {
        state.Unnamed -= earlierState.Unnamed;
        for (int i = 0; i < cells.Length; i++) cells[i].Subtract(in earlierCells[i]);
    }

    /// <inheritdoc/>
    protected override void WriteDimensions(in KeyedState state, ReadOnlySpan<TState> cells, ref DimensionWriter writer)
    {
        for (int i = 0; i < cells.Length; i++)
            if (!cells[i].IsEmpty && _keys.ScopeOf(i) is { } key) cells[i].WriteDimensions(writer.For(key));
        if (state.Unnamed > 0) writer.Add(WellKnownDimensions.Unnamed, state.Unnamed);
    }

    /// <inheritdoc/>
    protected override void ResetExtremes()
    {
        foreach (ref TState cell in Cells) cell.ResetExtremes();
    }

    private readonly struct KeyPlace;

    private readonly struct ValuePlace;
}
