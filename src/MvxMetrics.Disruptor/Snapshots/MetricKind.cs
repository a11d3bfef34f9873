namespace MvxMetrics.Disruptor;

/// <summary>What the dimensions of a metric mean to someone who does not know its class.</summary>
public enum MetricKind
{
    /// <summary>Dimensions of its own meaning: a metric written by the application.</summary>
    Custom,

    /// <summary>Sums that only grow.</summary>
    Counter,

    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>Count, sum, extremes and mean of measured values.</summary>
    Summary,

    /// <summary>Sums that go up and down.</summary>
    UpDownCounter,

    /// <summary>Distributions: count, sum, extremes, mean, percentiles, counts below bounds.</summary>
    Histogram,

    /// <summary>Events and sums per second.</summary>
    Rate,

    /// <summary>The most frequent keys with their counts.</summary>
    TopK,
}
