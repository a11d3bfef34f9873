namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a metric needs of whoever lets it write: coherent copies of its state.</summary>
internal interface IMetricOwner
{
    /// <summary>Copies the state of one metric as of one event. Any thread; allocates nothing once warm.</summary>
    void CopyState(Metric metric, Span<byte> destination, CopyExtent extent);
}
