using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Throws at its n-th event. Registered last: the metrics that count have seen the event by then.</summary>
internal sealed class Saboteur(long failsAt) : Metric<long>("saboteur"), IMetricEventHandler<AuditEvent>
{
    public bool HandleEvent(in AuditEvent metricEvent) => ++State < failsAt ? true : throw new Sabotage("HandleEvent");

    protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
}
