namespace MvxMetrics.Disruptor;

/// <summary>
/// A sum that only grows: of events, or of an amount that each event carries. Dimension: <c>total</c>.
/// An event with a negative amount is ignored; the sum stays at the largest long once it gets there.
/// </summary>
/// <example><code>new Counter&lt;BytesReceived&gt;("tcp.bytes_received", static (in BytesReceived e) =&gt; e.Count, unit: "By")</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
public sealed class Counter<TEvent> : Metric<CounterState>, IMetricEventHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly EventSelector<TEvent, long>? _amount;
    private readonly EventFilter<TEvent>? _filter;

    /// <summary>Creates a counter at zero.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="amount">The amount of an event; without it every event counts one.</param>
    /// <param name="filter">Which events count; without it all do.</param>
    /// <param name="unit">Unit of the amount, or null.</param>
    /// <param name="description">One sentence for people, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    public Counter(
        string name,
        EventSelector<TEvent, long>? amount = null,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(name, MetricKind.Counter, unit, description)
    {
        _amount = amount;
        _filter = filter;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent)
    {
        if (_filter is not null && !_filter(in metricEvent)) return false;

        long amount = _amount is null ? 1 : _amount(in metricEvent);
        if (amount < 0) return false;

        long total = State.Total + amount;
        State.Total = total < 0 ? long.MaxValue : total; // neither was negative: the sum has overflowed
        return true;
    }

    /// <inheritdoc/>
    protected override void WriteDimensions(in CounterState state, ref DimensionWriter writer) =>
        writer.Add("total", state.Total);
}
