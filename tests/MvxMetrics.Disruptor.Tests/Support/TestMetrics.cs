using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Does whatever a test wants for each tick, and counts.</summary>
internal sealed class ProbeMetric(Func<Tick, bool> handle, string name = "probe") : Metric<long>(name), IMetricEventHandler<Tick>
{
    public bool HandleEvent(in Tick metricEvent)
    {
        bool accepted = handle(metricEvent);
        if (accepted) State++;
        return accepted;
    }

    protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
}

/// <summary>Sums ticks, and remembers their order.</summary>
internal sealed class TickLog(string name = "log") : Metric<long>(name), IMetricEventHandler<Tick>
{
    public List<long> Values { get; } = [];

    public bool HandleEvent(in Tick metricEvent)
    {
        Values.Add(metricEvent.Value);
        State += metricEvent.Value;
        return true;
    }

    protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("sum", state);
}
