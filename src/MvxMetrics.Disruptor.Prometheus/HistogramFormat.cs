namespace MvxMetrics.Disruptor;

/// <summary>How distributions are exported. One family cannot be both.</summary>
public enum HistogramFormat
{
    /// <summary>
    /// Classic histograms: <c>_bucket</c> with <c>le</c>, <c>_sum</c>, <c>_count</c>. They add up over recorders and processes, and the
    /// server computes percentiles of them, as precise as the bounds lie close.
    /// </summary>
    Buckets,

    /// <summary>
    /// Summaries: the metric's percentiles with <c>quantile</c>, <c>_sum</c>, <c>_count</c>. Precise, few series, but percentiles of
    /// several recorders cannot be put together.
    /// </summary>
    Quantiles,
}
