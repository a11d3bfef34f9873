namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Throws at its n-th event.</summary>
internal sealed class Saboteur(long failsAt) : Metric<long>("saboteur"), IMetricEventHandler<AuditEvent>
{
    public bool HandleEvent(in AuditEvent metricEvent) =>
        ++State < failsAt ? true : throw new InvalidOperationException("sabotage");

    protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
}
