namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a metric needs of its owner: coherent copies of its state.</summary>
internal interface IMetricOwner
{
    /// <summary>Copies the state of one metric at one moment between two events. Any thread. Allocates nothing once warm.</summary>
    void CopyState(Metric metric, Span<byte> destination, CopyExtent extent);
}
