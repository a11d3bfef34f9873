using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Calls a type's method for each event. It is compiled for that type, so the call is inlined.</summary>
internal sealed class TypedSelector<TEvent, TValue, TSelector>() : Selector<TEvent, TValue>(static (in TEvent e) => TSelector.Select(in e))
    where TEvent : unmanaged, IMetricEvent
    where TSelector : struct, ISelector<TEvent, TValue>
{
    // Four at a time, by addresses. If a value takes one load and one store, the loop itself is most of the work, and this halves it. There
    // are as many events as values.
    private protected override void TakeAll(EventRun<TEvent> run, Span<TValue> values)
    {
        ref byte at = ref run.First;
        nuint stride = run.Stride;
        ref TValue value = ref MemoryMarshal.GetReference(values);
        int rest = values.Length;
        for (; rest >= 4; rest -= 4)
        {
            value = Select(ref at, 0);
            Unsafe.Add(ref value, 1) = Select(ref at, stride);
            Unsafe.Add(ref value, 2) = Select(ref at, 2 * stride);
            Unsafe.Add(ref value, 3) = Select(ref at, 3 * stride);
            value = ref Unsafe.Add(ref value, 4);
            at = ref Unsafe.AddByteOffset(ref at, 4 * stride);
        }

        for (; rest > 0; rest--)
        {
            value = Select(ref at, 0);
            value = ref Unsafe.Add(ref value, 1);
            at = ref Unsafe.AddByteOffset(ref at, stride);
        }
    }

    private protected override void TakePicked(EventRun<TEvent> run, ReadOnlySpan<byte> picked, Span<TValue> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = TSelector.Select(in run.At(picked[i]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TValue Select(ref byte at, nuint offset) =>
        TSelector.Select(in Unsafe.As<byte, TEvent>(ref Unsafe.AddByteOffset(ref at, offset)));
}
