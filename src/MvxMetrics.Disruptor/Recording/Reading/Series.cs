using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>Shows a metric as keys, names, values and histograms.</summary>
internal readonly struct Series<TReader> : IPresentation<TReader>
    where TReader : ISeriesReader, allows ref struct
{
    public static void Show(ref TReader reader, Metric metric, ReadOnlySpan<byte> state, SnapshotScratch scratch)
    {
        DimensionBuffer dimensions = scratch.Dimensions;
        reader.OnMetric(metric.Descriptor);
        for (int i = 0; i < dimensions.Count; i++)
            reader.OnDimension(dimensions.KeyAt(i), dimensions.ShortNameAt(i), dimensions.ValueAt(i));

        int next = 0;
        while (metric.TryTakeHistogram(state, ref next, scratch.Histogram, out string? key)) reader.OnHistogram(key, scratch.Histogram);
    }
}
