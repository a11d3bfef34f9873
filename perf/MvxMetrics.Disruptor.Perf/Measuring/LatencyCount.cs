namespace MvxMetrics.Disruptor.Perf;

/// <summary>So many latencies of about so many nanoseconds.</summary>
internal sealed record LatencyCount(long Nanoseconds, long Count);
