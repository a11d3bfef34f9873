using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Takes values out of events. <see cref="Selector"/> makes it. Immutable; any number of metrics may use the same one.</summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
/// <typeparam name="TValue">The type of the value.</typeparam>
public abstract class Selector<TEvent, TValue>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly EventSelector<TEvent, TValue> _select;

    internal Selector(EventSelector<TEvent, TValue> select) => _select = select;

    /// <summary>The value of one event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TValue Of(in TEvent metricEvent) => _select(in metricEvent);

    /// <summary>The values of the picked events, in order, at the beginning of the given room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<TValue> Take(EventRun<TEvent> run, ReadOnlySpan<byte> picked, Span<TValue> room)
    {
        Span<TValue> values = room[..picked.Length];
        if (picked.Length == run.Count) TakeAll(run, values);
        else TakePicked(run, picked, values);
        return values;
    }

    /// <summary>The values of all events.</summary>
    private protected abstract void TakeAll(EventRun<TEvent> run, Span<TValue> values);

    /// <summary>The values of the picked events; the others are not looked at.</summary>
    private protected abstract void TakePicked(EventRun<TEvent> run, ReadOnlySpan<byte> picked, Span<TValue> values);
}
