using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>A state of 128 bytes whose words are equal after every event: what a torn or incoherent copy would show.</summary>
internal sealed class Mirror() : Metric<Mirror.Words>("mirror"), IMetricEventHandler<AuditEvent>
{
    public bool HandleEvent(in AuditEvent metricEvent)
    {
        for (int i = 0; i < 16; i++) State[i]++;
        return true;
    }

    protected override void WriteDimensions(in Words state, ref DimensionWriter writer)
    {
        writer.Add("first", state[0]);
        writer.Add("middle", state[8]);
        writer.Add("last", state[15]);
    }

    [InlineArray(16)]
    internal struct Words
    {
        public long First;
    }
}
