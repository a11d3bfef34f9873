namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>A small event.</summary>
internal readonly record struct Small(long Number) : IMetricEvent
{
    public static string EventType => "test.small";
}
