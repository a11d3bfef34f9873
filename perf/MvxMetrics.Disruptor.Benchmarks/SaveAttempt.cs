namespace MvxMetrics.Disruptor.Benchmarks;

/// <summary>The event of all benchmarks: 16 bytes, as in the design's measurements.</summary>
public readonly record struct SaveAttempt(long Outcome, long Microseconds) : IMetricEvent
{
    public static string EventType => "benchmark.save_attempt";
}
