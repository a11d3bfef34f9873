using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Records into another recorder from inside the loop: the loop's thread as a producer.</summary>
internal sealed class Relay(Subject target, int channel, int interval) : Metric<long>("relay"), IMetricEventHandler<AuditEvent>
{
    public bool HandleEvent(in AuditEvent metricEvent)
    {
        if (++State % interval == 0) Sending.One(target, channel, target.Recorder.TryRegisterEvent);
        return true;
    }

    protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
}
