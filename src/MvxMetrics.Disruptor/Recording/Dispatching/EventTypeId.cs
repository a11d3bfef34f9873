using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>The number of an event type. It is a constant in optimized code.</summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
internal sealed class EventTypeId<TEvent> : EventTypeInfo
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>The number, less than 1 &lt;&lt; <see cref="EventTypes.Bits"/>.</summary>
    public static readonly int Value = EventTypes.Register(new EventTypeId<TEvent>());

    public override EventDispatcher NewDispatcher(MetricsRecorder recorder, Metric[] metrics) =>
        new EventDispatcher<TEvent>(recorder.EntityId, metrics, recorder.BindMetricChanged<TEvent>());
}
