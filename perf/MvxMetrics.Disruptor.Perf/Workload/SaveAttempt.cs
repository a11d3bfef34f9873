namespace MvxMetrics.Disruptor.Perf;

/// <summary>The event of all scenarios: 16 bytes, feeding a counter by outcome and a histogram of durations.</summary>
internal readonly record struct SaveAttempt(long Outcome, long Nanoseconds) : IMetricEvent
{
    public static string EventType => "perf.save_attempt";
}
