namespace MvxMetrics.Disruptor;

/// <summary>What the dimensions of a metric mean, for code that does not know the metric's class.</summary>
public enum MetricKind
{
    /// <summary>Dimensions with a meaning of their own: a metric that the application wrote.</summary>
    Custom,

    /// <summary>Sums that only grow.</summary>
    Counter,

    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>Count, sum, extremes and mean of measured values.</summary>
    Summary,

    /// <summary>Sums that go up and down.</summary>
    UpDownCounter,

    /// <summary>Histograms: count, sum, extremes, mean, percentiles, counts of values at or below bounds.</summary>
    Histogram,

    /// <summary>Events and sums per second.</summary>
    Rate,

    /// <summary>The most frequent keys with their counts.</summary>
    TopK,
}
