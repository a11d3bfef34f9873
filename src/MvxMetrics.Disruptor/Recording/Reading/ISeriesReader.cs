using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Receives the metrics of one recorder as of one event, as an exporter needs them: keys apart from names, distributions whole.
/// Implement it as a struct: reading then allocates nothing. Called on the reading thread, after the copy was made: it
/// may take its time and may call the library. Where named values are enough, take <see cref="ISnapshotReader"/>.
/// </summary>
public interface ISeriesReader
{
    /// <summary>A metric begins.</summary>
    void OnMetric(MetricDescriptor metric);

    /// <summary>A dimension of the metric that began last.</summary>
    /// <param name="key">Its key, where the metric is split by one, or the part of a metric that consists of several; else null.</param>
    /// <param name="name">Its name without the key; the same object at every read, as long as the metric writes constants.</param>
    /// <param name="value">Its value.</param>
    void OnDimension(string? key, string name, MetricValue value);

    /// <summary>
    /// A distribution of the metric that began last, after its dimensions: all values since the metric began, or for readers
    /// with a baseline those since their last time. Not called for windows.
    /// </summary>
    /// <param name="key">Its key, as for a dimension, or null.</param>
    /// <param name="histogram">The distribution; valid until the method returns.</param>
    void OnHistogram(string? key, HistogramReading histogram);
}
