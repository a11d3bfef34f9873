using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>A counter whose handler does what the test wants first: wait at a gate, or throw.</summary>
internal sealed class GatedMetric(Action<Tick> gate) : Metric<GatedMetric.Totals>("gated"), IMetricEventHandler<Tick>
{
    public bool HandleEvent(in Tick metricEvent)
    {
        gate(metricEvent);
        State.Total++;
        return true;
    }

    protected override void WriteDimensions(in Totals state, ref DimensionWriter writer) => writer.Add("total", state.Total);

    internal struct Totals
    {
        public long Total;
    }
}
