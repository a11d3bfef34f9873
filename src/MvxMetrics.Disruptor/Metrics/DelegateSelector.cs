namespace MvxMetrics.Disruptor;

/// <summary>Calls a delegate for each event.</summary>
internal sealed class DelegateSelector<TEvent, TValue>(EventSelector<TEvent, TValue> select) : Selector<TEvent, TValue>(select)
    where TEvent : unmanaged, IMetricEvent
{
    private readonly EventSelector<TEvent, TValue> _select = select;

    private protected override void TakeAll(EventRun<TEvent> run, Span<TValue> values)
    {
        EventSelector<TEvent, TValue> select = _select;
        for (int i = 0; i < values.Length; i++) values[i] = select(in run.At(i));
    }

    private protected override void TakePicked(EventRun<TEvent> run, ReadOnlySpan<byte> picked, Span<TValue> values)
    {
        EventSelector<TEvent, TValue> select = _select;
        for (int i = 0; i < values.Length; i++) values[i] = select(in run.At(picked[i]));
    }
}
