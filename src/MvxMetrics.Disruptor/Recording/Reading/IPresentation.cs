using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>How a copied state is told to a kind of reader. Static, so that it costs a read nothing.</summary>
internal interface IPresentation<TReader>
    where TReader : allows ref struct
{
    /// <summary>Tells one metric, whose dimensions have been written.</summary>
    static abstract void Show(ref TReader reader, Metric metric, ReadOnlySpan<byte> state, SnapshotScratch scratch);
}
