namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Calls a type's method for each event: compiled for that type, so that the call is gone.</summary>
internal sealed class TypedFilter<TEvent, TFilter>() : Filter<TEvent>(static (in TEvent e) => TFilter.Includes(in e))
    where TEvent : unmanaged, IMetricEvent
    where TFilter : struct, IFilter<TEvent>
{
    // Without a branch on the answer, which nobody could predict.
    private protected override int Pick(EventRun<TEvent> run, Span<byte> picked)
    {
        int count = 0;
        for (int i = 0; i < run.Count; i++)
        {
            picked[count] = (byte)i;
            count += TFilter.Includes(in run.At(i)) ? 1 : 0;
        }

        return count;
    }
}
