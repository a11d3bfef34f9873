using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A sum that only grows: of events, or of an amount that each event carries. Dimensions: <c>total</c>, the sum; <c>ignored</c>, the number
/// of negative amounts, absent while it is zero. When the sum reaches the largest long, it stays there.
/// </summary>
/// <example><code>new Counter&lt;BytesReceived&gt;("tcp.bytes_received", static (in e) =&gt; e.Count, unit: "By")</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class Counter<TEvent> : Metric<CounterState>, IMetricRunHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly Selector<TEvent, long>? _amount;
    private readonly Filter<TEvent>? _filter;

    /// <summary>Creates a counter at zero.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="amount">The amount of an event; null: every event counts 1.</param>
    /// <param name="filter">Which events count. Null: all events.</param>
    /// <param name="unit">Unit of the amount, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    public Counter(
        string name,
        EventSelector<TEvent, long>? amount = null,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : this(name, DelegateLoop<CounterState>.OrNull(amount), DelegateLoop<CounterState>.OrNull(filter), unit, description)
    {
    }

    /// <summary>Creates a counter at zero, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="Counter{TEvent}.Counter(string, EventSelector{TEvent, long}, EventFilter{TEvent}, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public Counter(
        string name,
        Selector<TEvent, long>? amount,
        Filter<TEvent>? filter,
        string? unit = null,
        string? description = null)
        : base(name, MetricKind.Counter, unit, description)
    {
        _amount = amount;
        _filter = filter;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent) =>
        Filter<TEvent>.Includes(_filter, in metricEvent) && State.Add(_amount is null ? 1 : _amount.Of(in metricEvent));

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<long> amounts);
        ReadOnlySpan<byte> picked = Filter<TEvent>.Pick(_filter, run, numbers);
        if (_amount is null) State.Add(picked.Length);
        else State.Add(_amount.Take(run, picked, amounts));
    }

    /// <inheritdoc/>
    protected override void Subtract(ref CounterState state, in CounterState earlier) => state.Subtract(in earlier);

    /// <inheritdoc/>
    protected override void WriteDimensions(in CounterState state, ref DimensionWriter writer) => state.WriteDimensions(writer);
}
