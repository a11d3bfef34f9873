using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// One accepted event, and the metric whose state it changed. A value of about 290 bytes: it contains the event, and no reference to the
/// feed. Keep it as long as you like, and pass it by <c>in</c>.
/// </summary>
[SuppressMessage("Performance", "CA1815", Justification = "A message to be read, not a value to be compared.")]
public struct MetricChange
{
    private ChangedBy? _changedBy;
    private EventBytes _event;

    /// <summary>
    /// The number of the change in its feed, from 0. Published changes have numbers without gaps, so a gap between two changes that you
    /// read is the number of dropped ones.
    /// </summary>
    public long Sequence { readonly get; internal set; }

    /// <summary>The entity id of the recorder.</summary>
    public string EntityId { readonly get; internal set; }

    /// <summary>
    /// The metric. Its state may have changed since: <see cref="MvxMetrics.Disruptor.Metrics.Metric.Snapshot"/> shows the present state.
    /// </summary>
    public Metric Metric { readonly get; internal set; }

    /// <summary>The name of the event type. Empty in a default value. It throws what the property of the event type throws.</summary>
    public readonly string EventType => _changedBy?.EventType ?? string.Empty;

    /// <summary>Returns the event, if it is of this type. Any thread may call it. It allocates nothing.</summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <param name="metricEvent">The event, or a default value.</param>
    /// <returns>Whether the event is of this type.</returns>
    public readonly bool TryGetEvent<TEvent>(out TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        bool isOfType = ReferenceEquals(_changedBy, ChangedBy<TEvent>.Instance);
        metricEvent = isOfType ? Unsafe.As<EventBytes, TEvent>(ref Unsafe.AsRef(in _event)) : default;
        return isOfType;
    }

    /// <summary>The recorder, the metric, the event type and the number.</summary>
    public override readonly string ToString() => $"#{Sequence} {EntityId}/{Metric?.Name}: {EventType}";

    internal void Set<TEvent>(long sequence, string entityId, Metric metric, in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        Sequence = sequence;
        EntityId = entityId;
        Metric = metric;
        _changedBy = ChangedBy<TEvent>.Instance;
        Unsafe.As<EventBytes, TEvent>(ref _event) = metricEvent;
    }
}
