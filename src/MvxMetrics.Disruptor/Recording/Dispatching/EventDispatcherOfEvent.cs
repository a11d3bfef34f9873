using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The metrics of one recorder that handle one event type. Each metric takes a whole run before the next metric does. If the recorder may
/// have a change hook, all metrics take event by event instead, and the hook is called after each.
/// </summary>
internal sealed class EventDispatcher<TEvent> : EventDispatcher
    where TEvent : unmanaged, IMetricEvent
{
    private readonly string _entityId;
    private readonly Metric[] _metrics;

    /// <summary>One handler for each metric.</summary>
    private readonly MetricHandler<TEvent>[] _handlers;

    /// <summary>One handler for each metric. Null for a metric that takes events one by one.</summary>
    private readonly MetricRunHandler<TEvent>?[] _runHandlers;

    private readonly MetricChanged<TEvent>? _changed;

    public EventDispatcher(string entityId, Metric[] metrics, MetricChanged<TEvent>? changed)
    {
        _entityId = entityId;
        _metrics = Array.FindAll(metrics, static m => m is IMetricEventHandler<TEvent>);
        _handlers = Array.ConvertAll<Metric, MetricHandler<TEvent>>(_metrics, static m => ((IMetricEventHandler<TEvent>)m).HandleEvent);
        _runHandlers = Array.ConvertAll<Metric, MetricRunHandler<TEvent>?>(
            _metrics, static m => m is IMetricRunHandler<TEvent> r ? r.HandleEvents : null);
        _changed = changed;
    }

    public override bool HasHandlers => _handlers.Length > 0;

    public override unsafe int Apply(in RecordRun run, out MetricFaultedException? fault)
    {
        EventRun<TEvent> events = new(run.First, run.Count, run.Stride);
        return _changed is null ? ApplyRun(events, out fault) : ApplyOneByOne(events, _changed, out fault);
    }

    // When a metric throws, the metrics before it have taken the run and the metrics behind it have not. So the events offered to all are
    // those that the last metric has taken; none, if another metric threw.
    private int ApplyRun(EventRun<TEvent> run, out MetricFaultedException? fault)
    {
        MetricHandler<TEvent>[] handlers = _handlers;
        int handler = 0;
        int offered = 0;
        try
        {
            for (; handler < handlers.Length; handler++)
            {
                if (_runHandlers[handler] is { } takesRuns)
                {
                    takesRuns(run);
                    continue;
                }

                MetricHandler<TEvent> takesEvents = handlers[handler];
                for (offered = 0; offered < run.Count; offered++) takesEvents(in run.At(offered));
                offered = 0;
            }

            fault = null;
            return run.Count;
        }
#pragma warning disable CA1031 // A metric may throw anything. Any exception faults this recorder only.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            fault = Fault(handler, inHook: false, cause);
            return handler == handlers.Length - 1 ? offered : 0;
        }
    }

    private int ApplyOneByOne(EventRun<TEvent> run, MetricChanged<TEvent> changed, out MetricFaultedException? fault)
    {
        MetricHandler<TEvent>[] handlers = _handlers;
        int applied = 0;
        int handler = 0;
        bool inHook = false;
        try
        {
            for (; applied < run.Count; applied++)
            {
                ref readonly TEvent metricEvent = ref run.At(applied);
                for (handler = 0; handler < handlers.Length; handler++)
                {
                    if (!handlers[handler](in metricEvent)) continue;

                    inHook = true;
                    changed(_metrics[handler], in metricEvent);
                    inHook = false;
                }
            }

            fault = null;
        }
#pragma warning disable CA1031 // As above.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            fault = Fault(handler, inHook, cause);
        }

        return applied;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private MetricFaultedException Fault(int handler, bool inHook, Exception cause) =>
        new(_entityId, _metrics[handler].Name, EventTypeNames.Of<TEvent>(), inHook, cause);
}
