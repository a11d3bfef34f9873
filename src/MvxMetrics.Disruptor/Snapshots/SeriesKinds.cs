namespace MvxMetrics.Disruptor;

/// <summary>What exporters must know of dimensions that they do not know by name.</summary>
public static class SeriesKinds
{
    /// <summary>How the values of a metric's dimension move. Any thread; allocates nothing.</summary>
    /// <remarks>
    /// A metric of kind <see cref="MetricKind.Custom"/> says it by names: <c>total</c> and those that end with <c>_total</c> only grow,
    /// all others are gauges. The built-in metrics' other names are taken for gauges too.
    /// </remarks>
    /// <param name="metric">The metric.</param>
    /// <param name="dimension">Name of the dimension, without its key.</param>
    /// <exception cref="ArgumentNullException">The metric is null.</exception>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    public static SeriesKind SeriesKindOf(this MetricDescriptor metric, string dimension)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentException.ThrowIfNullOrWhiteSpace(dimension);
        return metric.Kind switch
        {
            MetricKind.Counter => SeriesKind.Counter,
            MetricKind.UpDownCounter =>
                dimension is WellKnownDimensions.Unnamed or WellKnownDimensions.Ignored ? SeriesKind.Counter : SeriesKind.UpDownCounter,
            MetricKind.Summary when dimension == WellKnownDimensions.Sum => SeriesKind.UpDownCounter, // of values that may be negative
            MetricKind.Summary or MetricKind.Rate => GrowingIf(
                dimension is WellKnownDimensions.Count or WellKnownDimensions.Sum
                    or WellKnownDimensions.Unnamed or WellKnownDimensions.Ignored),
            MetricKind.Histogram => GrowingIf(
                dimension is WellKnownDimensions.Count or WellKnownDimensions.Sum
                    or WellKnownDimensions.Unnamed or WellKnownDimensions.OutOfRange
                || dimension.StartsWith(WellKnownDimensions.AtOrBelowPrefix, StringComparison.Ordinal)),
            MetricKind.TopK => GrowingIf(dimension is WellKnownDimensions.Total or WellKnownDimensions.Ignored),
            MetricKind.Custom => GrowingIf(
                dimension == WellKnownDimensions.Total || dimension.EndsWith("_total", StringComparison.Ordinal)),
            _ => SeriesKind.Gauge,
        };
    }

    private static SeriesKind GrowingIf(bool grows) => grows ? SeriesKind.Counter : SeriesKind.Gauge;
}
