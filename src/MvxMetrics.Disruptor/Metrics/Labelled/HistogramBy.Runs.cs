using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <content>Handles runs of events.</content>
public sealed partial class HistogramBy<TEvent>
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<int> keyRoom);
        Unsafe.SkipInit(out RunBuffer<long> valueRoom);
        ReadOnlySpan<byte> picked = Filter<TEvent>.Pick(_filter, run, numbers);
        ReadOnlySpan<int> keys = _key.Take(run, picked, keyRoom);
        ReadOnlySpan<long> values = _value.Take(run, picked, valueRoom);
        for (int i = 0; i < keys.Length; i++) Record(_keys.CellOf(keys[i]), values[i]);
    }
}
