using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Reads the metrics of one recorder: copies their states at one moment between two events, subtracts what a baseline has seen, and shows
/// the rest. Any thread. Allocates nothing once warm.
/// </summary>
internal sealed class RecorderReader(MetricsRecorder recorder, MetricRegistry metrics, StateReader states)
{
    /// <summary>Shows every metric to a reader. If the reader throws, the baseline stays unchanged.</summary>
    /// <param name="reader">It is called on this thread, after the copy was made.</param>
    /// <param name="since">What the reader has seen. Null: show everything.</param>
    /// <typeparam name="TReader">The reader.</typeparam>
    /// <typeparam name="TPresentation">How a metric is shown to it.</typeparam>
    public void Read<TReader, TPresentation>(ref TReader reader, SnapshotBaseline? since)
        where TReader : allows ref struct
        where TPresentation : IPresentation<TReader>
    {
        if (reader is null) throw new ArgumentNullException(nameof(reader)); // the JIT removes it for a struct
        since?.Begin(recorder, nameof(since));
        using ReaderPool<SnapshotScratch>.Lease lease = SnapshotScratch.Pool.Rent();
        SnapshotScratch scratch = lease.Value;
        try
        {
            Metric[] all = metrics.All;
            Span<byte> copy = scratch.StateFor(all);
            states.Copy(all, copy, since is null ? CopyExtent.Shown : CopyExtent.Whole);
            since?.Subtract(all, copy);
            Tell<TReader, TPresentation>(ref reader, all, copy, scratch);
            since?.Commit(recorder);
        }
        finally
        {
            since?.End();
        }
    }

    /// <summary>Shows copied states, which lie one behind the other, to a reader.</summary>
    public static void Tell<TReader, TPresentation>(
        ref TReader reader, ReadOnlySpan<Metric> metrics, ReadOnlySpan<byte> states, SnapshotScratch scratch)
        where TReader : allows ref struct
        where TPresentation : IPresentation<TReader>
    {
        DimensionBuffer dimensions = scratch.Dimensions;
        foreach (Metric metric in metrics)
        {
            ReadOnlySpan<byte> state = states[..metric.StateBytes];
            states = states[metric.StateBytes..];
            dimensions.Clear();
            metric.Describe(state, new DimensionWriter(dimensions));
            TPresentation.Show(ref reader, metric, state, scratch);
        }
    }
}
