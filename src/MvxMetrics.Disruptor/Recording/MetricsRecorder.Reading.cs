namespace MvxMetrics.Disruptor;

/// <content>Reading: everything, or what came since a reader's last time.</content>
public partial class MetricsRecorder
{
    /// <summary>
    /// The state of every metric, all as of the same event, by metric name. Any thread, in every status; never blocks
    /// the writer; allocates the result.
    /// </summary>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public IReadOnlyDictionary<string, MetricSnapshot> GetMetricSnapshots() => Collect(null);

    /// <summary>
    /// What came since the baseline was used last: sums and counts are differences, what cannot be subtracted (a gauge's
    /// value, the percentiles' bounds) is as it is. Otherwise as <see cref="GetMetricSnapshots()"/>.
    /// </summary>
    /// <param name="since">What this reader has seen; moves on when the call returns. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The baseline is null.</exception>
    /// <exception cref="ArgumentException">The baseline was used for another recorder.</exception>
    /// <exception cref="InvalidOperationException">A read with the baseline is under way.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public IReadOnlyDictionary<string, MetricSnapshot> GetMetricSnapshots(SnapshotBaseline since)
    {
        ArgumentNullException.ThrowIfNull(since);
        return Collect(since);
    }

    /// <summary>
    /// Reads the state of every metric, all as of the same event, into a reader. Any thread, in every status; never
    /// blocks the writer; allocates nothing once as much has been read before, on whichever thread.
    /// </summary>
    /// <typeparam name="TReader">The reader; a struct, so that nothing is allocated.</typeparam>
    /// <param name="reader">Called on this thread, after the copy was made.</param>
    /// <exception cref="ArgumentNullException">The reader is null.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void ReadSnapshots<TReader>(ref TReader reader)
        where TReader : ISnapshotReader, allows ref struct =>
        _reader.Read<TReader, NamedValues<TReader>>(ref reader, null);

    /// <summary>
    /// Reads what came since the baseline was used last: see <see cref="GetMetricSnapshots(SnapshotBaseline)"/>. If the
    /// reader throws, the baseline stays where it was, and the next read has all of it again.
    /// </summary>
    /// <typeparam name="TReader">The reader; a struct, so that nothing is allocated.</typeparam>
    /// <param name="reader">Called on this thread, after the copy was made.</param>
    /// <param name="since">What this reader has seen; moves on when the call returns. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The reader or the baseline is null.</exception>
    /// <exception cref="ArgumentException">The baseline was used for another recorder.</exception>
    /// <exception cref="InvalidOperationException">A read with the baseline is under way.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void ReadSnapshots<TReader>(ref TReader reader, SnapshotBaseline since)
        where TReader : ISnapshotReader, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(since);
        _reader.Read<TReader, NamedValues<TReader>>(ref reader, since);
    }

    /// <summary>
    /// Reads the state of every metric, all as of the same event, as an exporter needs it: keys apart from names, distributions
    /// whole. Otherwise as <see cref="ReadSnapshots{TReader}(ref TReader)"/>.
    /// </summary>
    /// <typeparam name="TReader">The reader; a struct, so that nothing is allocated.</typeparam>
    /// <param name="reader">Called on this thread, after the copy was made.</param>
    /// <exception cref="ArgumentNullException">The reader is null.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void ReadSeries<TReader>(ref TReader reader)
        where TReader : ISeriesReader, allows ref struct =>
        _reader.Read<TReader, Series<TReader>>(ref reader, null);

    /// <summary>
    /// Reads what came since the baseline was used last, as an exporter needs it. Otherwise as
    /// <see cref="ReadSnapshots{TReader}(ref TReader, SnapshotBaseline)"/>.
    /// </summary>
    /// <typeparam name="TReader">The reader; a struct, so that nothing is allocated.</typeparam>
    /// <param name="reader">Called on this thread, after the copy was made.</param>
    /// <param name="since">What this reader has seen; moves on when the call returns. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The reader or the baseline is null.</exception>
    /// <exception cref="ArgumentException">The baseline was used for another recorder.</exception>
    /// <exception cref="InvalidOperationException">A read with the baseline is under way.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void ReadSeries<TReader>(ref TReader reader, SnapshotBaseline since)
        where TReader : ISeriesReader, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(since);
        _reader.Read<TReader, Series<TReader>>(ref reader, since);
    }

    /// <summary>
    /// Starts minima, maxima and the like of all metrics anew, between two events. Sums and counts go on: a reader that
    /// wants them from now on takes a <see cref="SnapshotBaseline"/>, which takes nothing away from other readers. Any
    /// thread; does not wait: events that this thread registers afterwards come after it, and so do those it registered before that
    /// are still pending.
    /// </summary>
    /// <exception cref="MetricsException">The loop has closed.</exception>
    public void ResetExtremes()
    {
        if (!_host.Post(new ActionCommand(_pipeline.ResetExtremes))) throw _lifecycle.LoopClosed(nameof(ResetExtremes));
    }

    private OrderedDictionary<string, MetricSnapshot> Collect(SnapshotBaseline? since)
    {
        OrderedDictionary<string, MetricSnapshot> snapshots = new(_metrics.All.Length);
        _reader.Read<OrderedDictionary<string, MetricSnapshot>, CollectedSnapshots>(ref snapshots, since);
        RecorderLog.SnapshotsTaken(_host.Logger, EntityId, snapshots.Count);
        return snapshots;
    }
}
