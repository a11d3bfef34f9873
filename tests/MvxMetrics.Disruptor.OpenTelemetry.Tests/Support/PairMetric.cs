using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A metric of an application: dimensions of its own, growing ones, a gauge, a number, and a key within a key.</summary>
internal sealed class PairMetric(string name) : Metric<PairMetric.Totals>(name, unit: "By"), IMetricEventHandler<Point>
{
    public bool HandleEvent(in Point metricEvent)
    {
        State.Total += metricEvent.Amount;
        State.Last = metricEvent.Value;
        return true;
    }

    protected override void WriteDimensions(in Totals state, ref DimensionWriter writer)
    {
        writer.Add("total", state.Total);
        writer.Add("again_total", state.Total);
        writer.Add("value", state.Last);
        writer.For("a").For("b").Add("total", state.Total);
    }

    internal struct Totals
    {
        public long Total;
        public double Last;
    }
}
