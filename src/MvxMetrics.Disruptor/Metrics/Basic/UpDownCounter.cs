using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A sum that grows and shrinks, of a signed amount that each event carries: for things that come and go. Dimension: <c>total</c>. If an
/// amount would lead outside the range of a long, the sum becomes the end of that range.
/// </summary>
/// <example><code>new UpDownCounter&lt;ConnectionChanged&gt;("tcp.connections", static (in e) =&gt; e.Opened ? 1 : -1)</code></example>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed class UpDownCounter<TEvent> : Metric<UpDownCounterState>, IMetricRunHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly Selector<TEvent, long> _amount;
    private readonly Filter<TEvent>? _filter;

    /// <summary>Creates a counter at zero.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="amount">The signed amount of an event.</param>
    /// <param name="filter">Which events count. Null: all events.</param>
    /// <param name="unit">Unit of the amount, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector is null.</exception>
    public UpDownCounter(
        string name,
        EventSelector<TEvent, long> amount,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : this(name, DelegateLoop<UpDownCounterState>.OrNull(amount)!, DelegateLoop<UpDownCounterState>.OrNull(filter), unit, description)
    {
    }

    /// <summary>Creates a counter at zero, with selectors that <see cref="Selector"/> makes.</summary>
    /// <inheritdoc cref="UpDownCounter{TEvent}.UpDownCounter(string, EventSelector{TEvent, long}, EventFilter{TEvent}, string, string)"
    ///     path="/*[not(self::summary)]"/>
    [OverloadResolutionPriority(-1)] // a null literal means a delegate, as before
    public UpDownCounter(
        string name,
        Selector<TEvent, long> amount,
        Filter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(name, MetricKind.UpDownCounter, unit, description)
    {
        ArgumentNullException.ThrowIfNull(amount);
        _amount = amount;
        _filter = filter;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent) =>
        Filter<TEvent>.Includes(_filter, in metricEvent) && State.Add(_amount.Of(in metricEvent));

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<long> amounts);
        State.Add(_amount.Take(run, Filter<TEvent>.Pick(_filter, run, numbers), amounts));
    }

    /// <inheritdoc/>
    protected override void Subtract(ref UpDownCounterState state, in UpDownCounterState earlier) => state.Subtract(in earlier);

    /// <inheritdoc/>
    protected override void WriteDimensions(in UpDownCounterState state, ref DimensionWriter writer) => state.WriteDimensions(writer);
}
