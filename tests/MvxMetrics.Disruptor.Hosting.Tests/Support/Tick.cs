namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>Something happened.</summary>
internal readonly record struct Tick(long Number = 0) : IMetricEvent
{
    public static string EventType => "test.tick";
}
