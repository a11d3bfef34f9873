using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Calls a delegate for each event. See <see cref="DelegateLoop{TPlace}"/>.</summary>
internal sealed class DelegateSelector<TEvent, TValue, TPlace>(EventSelector<TEvent, TValue> select) : Selector<TEvent, TValue>(select)
    where TEvent : unmanaged, IMetricEvent
    where TPlace : struct
{
    private readonly EventSelector<TEvent, TValue> _select = select;

    private protected override void TakeAll(EventRun<TEvent> run, Span<TValue> values)
    {
        EventSelector<TEvent, TValue> select = _select;
        ref byte at = ref run.First;
        nuint stride = run.Stride;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = select(in Unsafe.As<byte, TEvent>(ref at));
            at = ref Unsafe.AddByteOffset(ref at, stride);
        }
    }

    private protected override void TakePicked(EventRun<TEvent> run, ReadOnlySpan<byte> picked, Span<TValue> values)
    {
        EventSelector<TEvent, TValue> select = _select;
        for (int i = 0; i < values.Length; i++) values[i] = select(in run.At(picked[i]));
    }
}
