namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Calls a type's method for each event. It is compiled for that type, so the call is inlined.</summary>
internal sealed class TypedFilter<TEvent, TFilter>() : Filter<TEvent>(static (in TEvent e) => TFilter.Includes(in e))
    where TEvent : unmanaged, IMetricEvent
    where TFilter : struct, IFilter<TEvent>
{
    // There is no branch on the answer, because no processor could predict it.
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
