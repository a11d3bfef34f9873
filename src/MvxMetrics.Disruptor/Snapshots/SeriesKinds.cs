namespace MvxMetrics.Disruptor;

/// <summary>What exporters must know of dimensions whose names they do not know.</summary>
public static class SeriesKinds
{
    /// <summary>Returns how the values of a metric's dimension move. Any thread may call it. It allocates nothing.</summary>
    /// <remarks>
    /// In a metric of kind <see cref="MetricKind.Custom"/> the name decides: <c>total</c>, and names that end with <c>_total</c>, only
    /// grow; all others are gauges. Other names of the built-in metrics are gauges too.
    /// </remarks>
    /// <param name="metric">The metric.</param>
    /// <param name="dimension">The name of the dimension, without its key.</param>
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
            MetricKind.Summary when dimension == WellKnownDimensions.Sum => SeriesKind.UpDownCounter, // the values may be negative
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
