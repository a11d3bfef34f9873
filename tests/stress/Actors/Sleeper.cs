using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Suspends the loop in the middle of an event, now and then.</summary>
internal sealed class Sleeper(int interval, int milliseconds) : Metric<long>("sleeper"), IMetricEventHandler<AuditEvent>
{
    public bool HandleEvent(in AuditEvent metricEvent)
    {
        if (++State % interval == 0) Thread.Sleep(milliseconds);
        return true;
    }

    protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
}
