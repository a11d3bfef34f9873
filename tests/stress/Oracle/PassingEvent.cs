namespace MvxMetrics.Disruptor.StressTests;

/// <summary>What recorders count that come and go. No other recorder may ever see one.</summary>
internal readonly record struct PassingEvent(long Unused) : IMetricEvent
{
    public static string EventType => "stress.passing";
}
