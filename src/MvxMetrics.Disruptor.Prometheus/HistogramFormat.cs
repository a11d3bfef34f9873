namespace MvxMetrics.Disruptor;

/// <summary>How histograms are exported. One family cannot be both.</summary>
public enum HistogramFormat
{
    /// <summary>
    /// Classic histograms: <c>_bucket</c> with <c>le</c>, <c>_sum</c>, <c>_count</c>. They can be added over recorders and processes. The
    /// server computes percentiles from them; the closer the bounds, the more precise these are.
    /// </summary>
    Buckets,

    /// <summary>
    /// Summaries: the metric's percentiles with <c>quantile</c>, <c>_sum</c>, <c>_count</c>. They are precise and have few series, but
    /// percentiles of several recorders cannot be combined.
    /// </summary>
    Quantiles,
}
