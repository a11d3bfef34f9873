using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <content>Handles runs of events.</content>
public sealed partial class Rate<TEvent>
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    public void HandleEvents(EventRun<TEvent> run)
    {
        Unsafe.SkipInit(out RunBuffer<byte> numbers);
        Unsafe.SkipInit(out RunBuffer<long> amounts);
        ReadOnlySpan<byte> picked = Filter<TEvent>.Pick(_filter, run, numbers);
        long ignored = 0;
        if (_amount is not null)
        {
            CounterState sum = new() { Total = State.Sum };
            sum.Add(_amount.Take(run, picked, amounts));
            ignored = sum.Ignored;
            State.Sum = sum.Total;
            State.Ignored += ignored;
        }

        State.Count += picked.Length - ignored;
    }
}
