using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>Shows a metric as names and values.</summary>
internal readonly struct NamedValues<TReader> : IPresentation<TReader>
    where TReader : ISnapshotReader, allows ref struct
{
    public static void Show(ref TReader reader, Metric metric, ReadOnlySpan<byte> state, SnapshotScratch scratch)
    {
        DimensionBuffer dimensions = scratch.Dimensions;
        reader.OnMetric(metric.Descriptor);
        for (int i = 0; i < dimensions.Count; i++) reader.OnDimension(dimensions.NameAt(i), dimensions.ValueAt(i));
    }
}
