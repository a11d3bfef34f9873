using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;

namespace DocumentStorageSample;

/// <summary>Holds every metric against the disk, the wire, and what those who did the work counted themselves.</summary>
internal sealed class Verification
{
    private static readonly double[] s_percentiles = [0, 10, 50, 90, 99, 99.9, 99.99, 100];

    private readonly Check _check = new();

    public int Failures => _check.Failures;

    public void Saves(StorageMetrics metrics, SaveWork work)
    {
        DocumentSaveAttemptsMetric.Totals attempts = metrics.Attempts.Read();
        _check.Equal("save attempts", attempts.Total, work.Attempts);
        _check.Equal("successful saves and files on disk", attempts.Success, work.CountFiles());
        _check.Equal("successful saves and the savers' own count", attempts.Success, work.Successes);
        _check.Equal("failed saves", attempts.Failure, work.Attempts - work.Successes);

        MetricSnapshot outcomes = metrics.Outcomes.Snapshot();
        _check.Equal("outcome Success", Total(outcomes, nameof(SaveOutcome.Success)), work.Successes);
        _check.Equal("outcome InvalidId", Total(outcomes, nameof(SaveOutcome.InvalidId)), work.EmptyIds);
        _check.Equal(
            "outcome NotWritable", Total(outcomes, nameof(SaveOutcome.NotWritable)), work.Attempts - work.Successes - work.EmptyIds);
        _check.Equal("outcome others", Total(outcomes, KeyNames.Others), 0);
    }

    /// <summary>
    /// Count, sum and extremes of a histogram are exact, and a percentile is as close to that of all durations as promised.
    /// </summary>
    public void Durations(StorageMetrics metrics, SaveWork work)
    {
        HistogramReading measured = new();
        metrics.Duration.Read(measured);
        IReadOnlyList<(TimeSpan Duration, long Count)> sorted = work.Durations.ToSorted();
        long buckets = 0;
        foreach (HistogramBucket bucket in measured.Buckets) buckets += bucket.Count;
        _check.Equal("saves with a duration", measured.Count + measured.OutOfRange, work.Successes);
        _check.Equal("durations beyond ten minutes", measured.OutOfRange, 0);
        _check.Equal("durations in all buckets", buckets, work.Successes);
        _check.Equal("sum of the durations in us", measured.Sum, sorted.Sum(static d => Microseconds(d.Duration) * d.Count));
        if (sorted.Count == 0) return;

        _check.Equal("shortest save in us", measured.Min, Microseconds(sorted[0].Duration));
        _check.Equal("longest save in us", measured.Max, Microseconds(sorted[^1].Duration));
        foreach (double percentile in s_percentiles)
        {
            long exact = Microseconds(ExactPercentile(sorted, percentile, work.Successes));
            long promised = (long)(exact * Math.Pow(10, -StorageMetrics.Digits));
            _check.InRange($"p{percentile} of the durations in us", measured.ValueAtPercentile(percentile), exact, exact + promised);
        }
    }

    public void Stream(ConnectionMetrics metrics, StreamWork work)
    {
        MetricSnapshot opens = metrics.OpenAttempts.Snapshot();
        _check.Equal($"{work.Name}: opened", Total(opens, ConnectionMetrics.Opened), work.Attempts - work.Failures);
        _check.Equal($"{work.Name}: refused", Total(opens, ConnectionMetrics.Refused), work.Failures);
        _check.Equal($"{work.Name}: neither", Total(opens, KeyNames.Others), 0);
        _check.Equal($"{work.Name}: bytes", Bytes(metrics), work.BytesReceived);
    }

    public void Server(ServerMetrics metrics, DocumentServer server, IReadOnlyList<(StreamWork Work, ConnectionMetrics Metrics)> pool)
    {
        UpDownCounterState sessions = metrics.Sessions.Read();
        _check.Equal("sessions open in the end", sessions.Total, 0);
        _check.Equal("beginnings and ends of sessions", sessions.Count, 2L * server.Accepted);
        _check.Equal(
            "streams opened by all and accepted by the server",
            pool.Sum(static p => Total(p.Metrics.OpenAttempts.Snapshot(), ConnectionMetrics.Opened)),
            server.Accepted);
        _check.Equal("bytes received by all and sent by the server", pool.Sum(static p => Bytes(p.Metrics)), server.BytesSent);
    }

    public void Conservation(RuntimeStatistics statistics)
    {
        _check.Equal("events dropped", statistics.Dropped, 0);
        _check.Equal("events pending", statistics.Pending, 0);
        _check.Equal("every accepted event was processed", statistics.Processed, statistics.Accepted);
    }

    // A key that never came has no dimensions.
    private static long Total(MetricSnapshot metric, string key) =>
        metric.Dimensions.TryGetValue($"{key}.total", out MetricValue total) ? total.ToInt64() : 0;

    private static long Bytes(ConnectionMetrics metrics) => metrics.BytesReceived.Snapshot()["sum"].ToInt64();

    // The smallest duration such that at least so many percent of them are not longer.
    private static TimeSpan ExactPercentile(IReadOnlyList<(TimeSpan Duration, long Count)> sorted, double percentile, long count)
    {
        long rank = Math.Max(1, (long)decimal.Ceiling((decimal)percentile * count / 100));
        foreach ((TimeSpan duration, long times) in sorted)
            if ((rank -= times) <= 0) return duration;
        return sorted[^1].Duration;
    }

    private static long Microseconds(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;
}
