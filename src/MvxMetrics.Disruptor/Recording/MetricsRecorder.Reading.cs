namespace MvxMetrics.Disruptor;

/// <content>Reads: all values, or what came since the reader's last read.</content>
public partial class MetricsRecorder
{
    /// <summary>
    /// Returns the snapshot of every metric, by metric name. All are from the same moment, between two events. Any thread may call it, in
    /// every status. It never blocks the loop. It allocates the result.
    /// </summary>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public IReadOnlyDictionary<string, MetricSnapshot> GetMetricSnapshots() => Collect(null);

    /// <summary>
    /// Returns what came since the baseline was last used. Sums and counts are differences. What cannot be subtracted is shown as it is
    /// now: the value of a gauge, the bounds of percentiles. Otherwise it does the same as <see cref="GetMetricSnapshots()"/>.
    /// </summary>
    /// <param name="since">What this reader has seen. It moves on when the call returns. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The baseline is null.</exception>
    /// <exception cref="ArgumentException">The baseline was used for another recorder.</exception>
    /// <exception cref="InvalidOperationException">Another read uses the baseline at this moment.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public IReadOnlyDictionary<string, MetricSnapshot> GetMetricSnapshots(SnapshotBaseline since)
    {
        ArgumentNullException.ThrowIfNull(since);
        return Collect(since);
    }

    /// <summary>
    /// Passes the values of every metric to a reader. All are from the same moment, between two events. Any thread may call it, in every
    /// status. It never blocks the loop. It allocates nothing once a read of this size was made before, on any thread.
    /// </summary>
    /// <typeparam name="TReader">The type of the reader. As a struct it costs no allocation.</typeparam>
    /// <param name="reader">It is called on this thread, after the copy was made.</param>
    /// <exception cref="ArgumentNullException">The reader is null.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void ReadSnapshots<TReader>(ref TReader reader)
        where TReader : ISnapshotReader, allows ref struct =>
        _reader.Read<TReader, NamedValues<TReader>>(ref reader, null);

    /// <summary>
    /// Passes to a reader what came since the baseline was last used: see <see cref="GetMetricSnapshots(SnapshotBaseline)"/>. If the reader
    /// throws, the baseline stays unchanged, and the next read shows the same again.
    /// </summary>
    /// <typeparam name="TReader">The type of the reader. As a struct it costs no allocation.</typeparam>
    /// <param name="reader">It is called on this thread, after the copy was made.</param>
    /// <param name="since">What this reader has seen. It moves on when the call returns. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The reader or the baseline is null.</exception>
    /// <exception cref="ArgumentException">The baseline was used for another recorder.</exception>
    /// <exception cref="InvalidOperationException">Another read uses the baseline at this moment.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void ReadSnapshots<TReader>(ref TReader reader, SnapshotBaseline since)
        where TReader : ISnapshotReader, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(since);
        _reader.Read<TReader, NamedValues<TReader>>(ref reader, since);
    }

    /// <summary>
    /// Passes the series of every metric to a reader, in the form that an exporter needs: keys apart from names, and whole histograms.
    /// Otherwise it does the same as <see cref="ReadSnapshots{TReader}(ref TReader)"/>.
    /// </summary>
    /// <typeparam name="TReader">The type of the reader. As a struct it costs no allocation.</typeparam>
    /// <param name="reader">It is called on this thread, after the copy was made.</param>
    /// <exception cref="ArgumentNullException">The reader is null.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void ReadSeries<TReader>(ref TReader reader)
        where TReader : ISeriesReader, allows ref struct =>
        _reader.Read<TReader, Series<TReader>>(ref reader, null);

    /// <summary>
    /// Passes to a reader the series of what came since the baseline was last used, in the form that an exporter needs. Otherwise it does
    /// the same as <see cref="ReadSnapshots{TReader}(ref TReader, SnapshotBaseline)"/>.
    /// </summary>
    /// <typeparam name="TReader">The type of the reader. As a struct it costs no allocation.</typeparam>
    /// <param name="reader">It is called on this thread, after the copy was made.</param>
    /// <param name="since">What this reader has seen. It moves on when the call returns. One thread at a time.</param>
    /// <exception cref="ArgumentNullException">The reader or the baseline is null.</exception>
    /// <exception cref="ArgumentException">The baseline was used for another recorder.</exception>
    /// <exception cref="InvalidOperationException">Another read uses the baseline at this moment.</exception>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    public void ReadSeries<TReader>(ref TReader reader, SnapshotBaseline since)
        where TReader : ISeriesReader, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(since);
        _reader.Read<TReader, Series<TReader>>(ref reader, since);
    }

    /// <summary>
    /// Resets minima, maxima and similar values of all metrics, between two events. Sums and counts go on. For sums and counts from now on,
    /// use a <see cref="SnapshotBaseline"/>: it takes nothing away from other readers. Any thread may call it. It does not wait. Events
    /// that this thread registers later are applied after the reset. Pending events that it registered earlier are applied after it too.
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
