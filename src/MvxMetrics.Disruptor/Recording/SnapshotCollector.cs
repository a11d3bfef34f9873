namespace MvxMetrics.Disruptor;

/// <summary>Makes snapshots of copied states, by metric name.</summary>
internal readonly struct SnapshotCollector(int capacity)
{
    public OrderedDictionary<string, MetricSnapshot> Snapshots { get; } = new(capacity);

    /// <summary>Takes one metric's state from the front of the copied states.</summary>
    public void Add(Metric metric, ref Span<byte> state, DimensionBuffer dimensions)
    {
        dimensions.Clear();
        metric.Describe(state[..metric.StateBytes], new DimensionWriter(dimensions));
        state = state[metric.StateBytes..];
        Snapshots[metric.Name] = new MetricSnapshot(metric.Descriptor, dimensions);
    }
}
