namespace MvxMetrics.Disruptor;

/// <summary>
/// Receives the metrics of one recorder as of one event. Implement it as a struct: reading then allocates nothing.
/// Called on the reading thread, after the copy was made: it may take its time and may call the library.
/// </summary>
public interface ISnapshotReader
{
    /// <summary>A metric begins.</summary>
    void OnMetric(MetricDescriptor metric);

    /// <summary>A dimension of the metric that began last.</summary>
    void OnDimension(string name, MetricValue value);
}
