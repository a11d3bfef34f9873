namespace MvxMetrics.Disruptor.Perf;

/// <summary>So many percent of the latencies took at most so many nanoseconds.</summary>
internal sealed record LatencyPoint(double Percentile, long Nanoseconds);
