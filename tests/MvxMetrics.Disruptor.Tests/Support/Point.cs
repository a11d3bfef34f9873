namespace MvxMetrics.Disruptor.Tests;

/// <summary>Something with a key, an amount and a value.</summary>
internal readonly record struct Point(long Key = 0, long Amount = 1, double Value = 0) : IMetricEvent
{
    public static string EventType => "test.point";
}
