using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>How a copied state is shown to one kind of reader. The members are static, so a read pays nothing for it.</summary>
internal interface IPresentation<TReader>
    where TReader : allows ref struct
{
    /// <summary>Shows one metric, whose dimensions have been written.</summary>
    static abstract void Show(ref TReader reader, Metric metric, ReadOnlySpan<byte> state, SnapshotScratch scratch);
}
