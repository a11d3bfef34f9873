namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>As large as <see cref="Small"/>, and of another type.</summary>
internal readonly record struct Other(long Number) : IMetricEvent
{
    public static string EventType => "test.other";
}
