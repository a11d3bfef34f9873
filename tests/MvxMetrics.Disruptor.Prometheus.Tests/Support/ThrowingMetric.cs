using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A metric of an application that cannot be read as long as it fails.</summary>
internal sealed class ThrowingMetric() : Metric<long>("throwing"), IMetricEventHandler<Point>
{
    public bool Fails { get; set; }

    public bool HandleEvent(in Point metricEvent) => false;

    protected override void WriteDimensions(in long state, ref DimensionWriter writer)
    {
        writer.Add("total", 1);
        if (Fails) throw new DivideByZeroException();
    }
}
