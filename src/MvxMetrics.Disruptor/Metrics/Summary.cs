namespace MvxMetrics.Disruptor;

/// <summary>
/// Count, sum, smallest, largest and mean of a value that events carry. Dimensions: <c>count</c>, <c>sum</c>,
/// <c>min</c>, <c>max</c>, <c>mean</c>; the last three absent until the first event. A value that is not finite is ignored.
/// </summary>
/// <example><code>new Summary&lt;SaveAttempt&gt;("save.duration", static (in SaveAttempt e) =&gt; e.Microseconds, unit: "us")</code></example>
/// <typeparam name="TEvent">The type of event.</typeparam>
public sealed class Summary<TEvent> : Metric<SummaryState>, IMetricEventHandler<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly EventSelector<TEvent, double> _value;
    private readonly EventFilter<TEvent>? _filter;

    /// <summary>Creates an empty summary.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="value">The value of an event.</param>
    /// <param name="filter">Which events are taken; without it all are.</param>
    /// <param name="unit">Unit of the value, or null.</param>
    /// <param name="description">One sentence for people, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentNullException">The selector is null.</exception>
    public Summary(
        string name,
        EventSelector<TEvent, double> value,
        EventFilter<TEvent>? filter = null,
        string? unit = null,
        string? description = null)
        : base(name, MetricKind.Summary, unit, description)
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
        if (!double.IsFinite(value)) return false;

        ref SummaryState state = ref State;
        state.Min = state.Count == 0 ? value : Math.Min(state.Min, value);
        state.Max = state.Count == 0 ? value : Math.Max(state.Max, value);
        state.Sum += value;
        state.Count++;
        return true;
    }

    /// <inheritdoc/>
    protected override void WriteDimensions(in SummaryState state, ref DimensionWriter writer)
    {
        writer.Add("count", state.Count);
        writer.Add("sum", state.Sum);
        if (state.Count == 0) return;

        writer.Add("min", state.Min);
        writer.Add("max", state.Max);
        writer.Add("mean", state.Mean);
    }
}
