namespace MvxMetrics.Disruptor;

/// <summary>
/// A sum that grows and shrinks: of a signed amount that each event carries, for things that come and go. Dimension:
/// <c>total</c>. An amount that would lead beyond the range of a long leads to its end.
/// </summary>
/// <example><code>new UpDownCounter&lt;ConnectionChanged&gt;("tcp.connections", static (in ConnectionChanged e) =&gt; e.Opened ? 1 : -1)</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
public sealed class UpDownCounter<TEvent> : Metric<UpDownCounterState>, IMetricEventHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly EventSelector<TEvent, long> _amount;
    private readonly EventFilter<TEvent>? _filter;

    /// <summary>Creates a counter at zero.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="amount">The signed amount of an event.</param>
    /// <param name="filter">Which events count; without it all do.</param>
    /// <param name="unit">Unit of the amount, or null.</param>
    /// <param name="description">One sentence for people, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector is null.</exception>
    public UpDownCounter(
        string name,
        EventSelector<TEvent, long> amount,
        EventFilter<TEvent>? filter = null,
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
        (_filter is null || _filter(in metricEvent)) && State.Add(_amount(in metricEvent));

    /// <inheritdoc/>
    protected override void Subtract(ref UpDownCounterState state, in UpDownCounterState earlier) => state.Subtract(in earlier);

    /// <inheritdoc/>
    protected override void WriteDimensions(in UpDownCounterState state, ref DimensionWriter writer) => state.WriteDimensions(writer);
}
