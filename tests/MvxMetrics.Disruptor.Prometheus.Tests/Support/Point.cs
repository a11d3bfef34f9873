namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>An event with a value, a fraction and a key.</summary>
internal readonly record struct Point(long Value, double Fraction = 0, int Key = 0) : IMetricEvent
{
    public static string EventType => "prometheus_test.point";
}
