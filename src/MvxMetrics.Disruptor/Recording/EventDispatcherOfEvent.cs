using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>The metrics of one recorder that handle one event type.</summary>
internal sealed unsafe class EventDispatcher<TEvent> : EventDispatcher
    where TEvent : unmanaged, IMetricEvent
{
    private readonly string _entityId;
    private readonly MetricHandler<TEvent>[] _handlers;
    private readonly Metric[] _metrics;
    private readonly MetricChanged<TEvent>? _changed;

    public EventDispatcher(string entityId, Metric[] metrics, MetricChanged<TEvent>? changed)
    {
        _entityId = entityId;
        _metrics = Array.FindAll(metrics, static m => m is IMetricEventHandler<TEvent>);
        _handlers = Array.ConvertAll<Metric, MetricHandler<TEvent>>(_metrics, static m => ((IMetricEventHandler<TEvent>)m).HandleEvent);
        _changed = changed;
    }

    public override bool HasHandlers => _handlers.Length > 0;

    public override int Apply(byte* slots, int count, int stride, out MetricFaultedException? fault)
    {
        MetricHandler<TEvent>[] handlers = _handlers;
        MetricChanged<TEvent>? changed = _changed;
        byte* payload = slots + SlotHeader.Size;
        int applied = 0;
        int handler = 0;
        bool inHook = false;
        try
        {
            for (; applied < count; applied++, payload += stride)
            {
                ref readonly TEvent metricEvent = ref Unsafe.AsRef<TEvent>(payload);
                for (handler = 0; handler < handlers.Length; handler++)
                {
                    if (!handlers[handler](in metricEvent) || changed is null) continue;

                    inHook = true;
                    changed(_metrics[handler], in metricEvent);
                    inHook = false;
                }
            }

            fault = null;
        }
#pragma warning disable CA1031 // A metric may throw anything; whatever it is faults this recorder and nobody else.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            fault = new MetricFaultedException(_entityId, _metrics[handler].Name, EventTypeNames.Of<TEvent>(), inHook, cause);
        }

        return applied;
    }

}
