using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Receives the series of one recorder, all from the same moment between two events, in the form that an exporter needs: keys apart from
/// names, and whole histograms. Implement it as a struct: then reading allocates nothing. It is called on the reading thread, after the
/// copy was made, so it may take its time and may call the library. If named values are enough, use <see cref="ISnapshotReader"/>.
/// </summary>
public interface ISeriesReader
{
    /// <summary>A metric begins. Its dimensions and histograms follow.</summary>
    void OnMetric(MetricDescriptor metric);

    /// <summary>A dimension of the metric that began last.</summary>
    /// <param name="key">The key if the metric is split by one; the part of a metric that has several parts; otherwise null.</param>
    /// <param name="name">Its name without the key. It is the same object at every read, if the metric writes constants.</param>
    /// <param name="value">Its value.</param>
    void OnDimension(string? key, string name, MetricValue value);

    /// <summary>
    /// A histogram of the metric that began last. It comes after the dimensions. It has all values since the metric began; for a reader
    /// with a baseline, the values since its last read. It is not called for windows.
    /// </summary>
    /// <param name="key">Its key, as for a dimension, or null.</param>
    /// <param name="histogram">The histogram. It is valid until the method returns.</param>
    void OnHistogram(string? key, HistogramReading histogram);
}
