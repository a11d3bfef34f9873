namespace MvxMetrics.Disruptor;

/// <summary>
/// The last value that an event carried. Dimension: <c>value</c>, absent until the first event. A value that is not a
/// number is ignored.
/// </summary>
/// <example><code>new Gauge&lt;QueueSampled&gt;("queue.depth", static (in QueueSampled e) =&gt; e.Depth)</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
public sealed class Gauge<TEvent> : Metric<GaugeState>, IMetricEventHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly EventSelector<TEvent, double> _value;
    private readonly EventFilter<TEvent>? _filter;

    /// <summary>Creates a gauge without a value.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events are taken; without it all are.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for people, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector is null.</exception>
    public Gauge(
        string name,
        EventSelector<TEvent, double> value,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(name, MetricKind.Gauge, unit, description)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
        _filter = filter;
    }

    /// <inheritdoc/>
    public bool HandleEvent(in TEvent metricEvent)
    {
        if (_filter is not null && !_filter(in metricEvent)) return false;

        double value = _value(in metricEvent);
        if (double.IsNaN(value)) return false;

        State.Count++;
        State.Value = value;
        return true;
    }

    /// <inheritdoc/>
    protected override void WriteDimensions(in GaugeState state, ref DimensionWriter writer)
    {
        if (state.Count > 0) writer.Add("value", state.Value);
    }
}
