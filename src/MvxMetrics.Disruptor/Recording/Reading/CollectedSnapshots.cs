using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>Shows a metric as a snapshot, kept by name.</summary>
internal readonly struct CollectedSnapshots : IPresentation<OrderedDictionary<string, MetricSnapshot>>
{
    public static void Show(
        ref OrderedDictionary<string, MetricSnapshot> reader, Metric metric, ReadOnlySpan<byte> state, SnapshotScratch scratch) =>
        reader[metric.Name] = new MetricSnapshot(metric.Descriptor, scratch.Dimensions);
}
