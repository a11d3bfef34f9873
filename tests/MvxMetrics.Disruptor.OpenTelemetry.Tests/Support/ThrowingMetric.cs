using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A metric of an application that cannot be read as long as it is told to throw.</summary>
internal sealed class ThrowingMetric(string name = "broken") : Metric<ThrowingMetric.Total>(name), IMetricEventHandler<Point>
{
    public bool Throws { get; set; } = true;

    public bool HandleEvent(in Point metricEvent)
    {
        State.Count++;
        return true;
    }

    protected override void WriteDimensions(in Total state, ref DimensionWriter writer)
    {
        if (Throws) throw new DivideByZeroException("a metric's own error");
        writer.Add("total", state.Count);
    }

    internal struct Total
    {
        public long Count;
    }
}
