using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// One accepted event and the metric whose state it changed, as they left the loop. A value of about 290 bytes that carries the
/// event with it and refers to nothing of the feed: keep it as long as you like, pass it by <c>in</c>.
/// </summary>
[SuppressMessage("Performance", "CA1815", Justification = "A message to be read, not a value to be compared.")]
public struct MetricChange
{
    private ChangedBy? _changedBy;
    private EventBytes _event;

    /// <summary>
    /// The change's number in its feed, from 0, without gaps as published: a gap between two read ones is what was dropped.
    /// </summary>
    public long Sequence { readonly get; internal set; }

    /// <summary>The entity id of the recorder.</summary>
    public string EntityId { readonly get; internal set; }

    /// <summary>
    /// The metric. Its state may have moved on since: <see cref="MvxMetrics.Disruptor.Metrics.Metric.Snapshot"/> shows it as it is now.
    /// </summary>
    public Metric Metric { readonly get; internal set; }

    /// <summary>The name of the event's type; empty in a default value. Throws what the type's own property throws.</summary>
    public readonly string EventType => _changedBy?.EventType ?? string.Empty;

    /// <summary>The event, if it is of this type. Any thread; 0 bytes.</summary>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <param name="metricEvent">The event, or a default value.</param>
    /// <returns>Whether it is.</returns>
    public readonly bool TryGetEvent<TEvent>(out TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        bool isOfType = ReferenceEquals(_changedBy, ChangedBy<TEvent>.Instance);
        metricEvent = isOfType ? Unsafe.As<EventBytes, TEvent>(ref Unsafe.AsRef(in _event)) : default;
        return isOfType;
    }

    /// <summary>Recorder, metric, event type and number.</summary>
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
