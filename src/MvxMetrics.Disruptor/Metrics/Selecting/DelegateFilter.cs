namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Calls a delegate for each event. See <see cref="DelegateLoop{TPlace}"/>.</summary>
internal sealed class DelegateFilter<TEvent, TPlace>(EventFilter<TEvent> includes) : Filter<TEvent>(includes)
    where TEvent : unmanaged, IMetricEvent
    where TPlace : struct
{
    private readonly EventFilter<TEvent> _includes = includes;

    // There is no branch on the answer, because no processor could predict it.
    private protected override int Pick(EventRun<TEvent> run, Span<byte> picked)
    {
        EventFilter<TEvent> includes = _includes;
        int count = 0;
        for (int i = 0; i < run.Count; i++)
        {
            picked[count] = (byte)i;
            count += includes(in run.At(i)) ? 1 : 0;
        }

        return count;
    }
}
