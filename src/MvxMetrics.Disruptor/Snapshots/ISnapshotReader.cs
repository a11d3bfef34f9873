namespace MvxMetrics.Disruptor;

/// <summary>
/// Receives the metrics of one recorder, all from the same moment between two events. Implement it as a struct: then reading allocates
/// nothing. It is called on the reading thread, after the copy was made, so it may take its time and may call the library.
/// </summary>
public interface ISnapshotReader
{
    /// <summary>A metric begins. Its dimensions follow.</summary>
    void OnMetric(MetricDescriptor metric);

    /// <summary>A dimension of the metric that began last.</summary>
    void OnDimension(string name, MetricValue value);
}
