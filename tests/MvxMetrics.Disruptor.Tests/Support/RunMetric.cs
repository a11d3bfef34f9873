using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Takes ticks run by run, remembers how they came, and may throw at one of them in the middle of its run.</summary>
internal sealed class RunMetric(string name = "runs", long throwsAt = -1) : Metric<long>(name), IMetricRunHandler<Tick>
{
    /// <summary>Every event that it has come to.</summary>
    public List<long> Seen { get; } = [];

    /// <summary>The length of every run, and whether it was a span.</summary>
    public List<(int Count, bool IsSpan)> Runs { get; } = [];

    public bool HandleEvent(in Tick metricEvent)
    {
        if (metricEvent.Value == throwsAt) throw new DivideByZeroException();
        Seen.Add(metricEvent.Value);
        State++;
        return true;
    }

    public void HandleEvents(EventRun<Tick> run)
    {
        bool isSpan = run.TryGetSpan(out ReadOnlySpan<Tick> span);
        Runs.Add((run.Count, isSpan));
        if (isSpan)
            foreach (ref readonly Tick tick in span) HandleEvent(in tick);
        else
            foreach (ref readonly Tick tick in run) HandleEvent(in tick);
    }

    protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
}
