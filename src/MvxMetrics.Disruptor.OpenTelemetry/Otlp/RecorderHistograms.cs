namespace MvxMetrics.Disruptor;

/// <summary>
/// The histograms of one recorder that wait to be sent: everything since the beginning (cumulative), or what came since the receiver last
/// took something (delta). One thread at a time.
/// </summary>
internal sealed class RecorderHistograms(string id, MetricsRecorder recorder, bool isDelta, long[]? defaultBounds)
{
    private readonly DateTimeOffset _createdAt = recorder.CreatedAt;
    private SnapshotBaseline? _baseline = isDelta ? new() : null;
    private readonly Dictionary<(string Metric, string? Key), HistogramSeries> _waiting = [];

    /// <summary>Delta: what waits of metrics that another metric with other buckets has replaced.</summary>
    private readonly List<HistogramSeries> _replaced = [];

    /// <summary>
    /// Cumulative: the time since which each metric counts. A metric that replaced another one begins later than the recorder.
    /// </summary>
    private readonly Dictionary<string, (MetricDescriptor Metric, DateTimeOffset Since)> _since = [];
    private DateTimeOffset _deliveredTo = recorder.CreatedAt;

    public string Id => id;

    public string EntityId { get; } = recorder.EntityId;

    /// <summary>The recorder; null once it is gone.</summary>
    public MetricsRecorder? Recorder { get; private set; } = recorder;

    /// <summary>Whether the recorder was removed, and read for the last time.</summary>
    public bool IsGone => Recorder is null;

    /// <summary>The time up to which the waiting histograms count.</summary>
    public DateTimeOffset ReadAt { get; private set; } = recorder.CreatedAt;

    public IEnumerable<HistogramSeries> Waiting => _waiting.Values.Concat(_replaced);

    /// <summary>The time from which a histogram counts.</summary>
    public DateTimeOffset StartOf(HistogramSeries series) =>
        !isDelta && _since.TryGetValue(series.Metric.Name, out (MetricDescriptor, DateTimeOffset Since) known) ? known.Since : _deliveredTo;

    /// <summary>Drops the removed recorder, with everything that its metrics hold: what waits may have to wait for a long time.</summary>
    public void LetGo()
    {
        Recorder = null;
        _baseline = null;
    }

    /// <summary>
    /// Reads the recorder, which must not be gone. The result is added to what waits (delta), or replaces it (cumulative). It throws what
    /// the read throws, and then nothing has changed.
    /// </summary>
    public void Read(DateTimeOffset now)
    {
        List<HistogramSeries> found = [];
        HistogramSeriesReader reader = new(found, defaultBounds);
        if (_baseline is null) Recorder!.ReadSeries(ref reader);
        else Recorder!.ReadSeries(ref reader, _baseline);

        if (!isDelta) _waiting.Clear();
        foreach (HistogramSeries series in found)
        {
            if (isDelta) Add(series);
            else Replace(series);
        }

        if (now > ReadAt) ReadAt = now; // clocks are set back, and a loop may use another clock
    }

    /// <summary>The receiver has taken what was waiting.</summary>
    public void Delivered()
    {
        if (!isDelta) return;
        _waiting.Clear();
        _replaced.Clear();
        _deliveredTo = ReadAt;
    }

    private void Add(HistogramSeries series)
    {
        if (series.Count == 0) return; // nothing came

        (string, string?) name = (series.Metric.Name, series.Key);
        if (_waiting.TryGetValue(name, out HistogramSeries? earlier))
        {
            if (earlier.Bounds.AsSpan().SequenceEqual(series.Bounds))
            {
                earlier.Add(series);
                return;
            }

            _replaced.Add(earlier);
        }

        _waiting[name] = series;
    }

    private void Replace(HistogramSeries series)
    {
        _waiting[(series.Metric.Name, series.Key)] = series;
        if (!_since.TryGetValue(series.Metric.Name, out (MetricDescriptor Metric, DateTimeOffset) known))
            _since[series.Metric.Name] = (series.Metric, _createdAt);
        else if (!ReferenceEquals(known.Metric, series.Metric)) _since[series.Metric.Name] = (series.Metric, ReadAt);
    }
}
