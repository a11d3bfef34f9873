namespace MvxMetrics.Disruptor;

/// <summary>
/// The distributions of one recorder that are to be sent: all that ever came (cumulative), or what came since the receiver last
/// took something (delta). One thread at a time.
/// </summary>
internal sealed class RecorderHistograms(string id, MetricsRecorder recorder, bool isDelta, long[]? defaultBounds)
{
    private readonly DateTimeOffset _createdAt = recorder.CreatedAt;
    private SnapshotBaseline? _baseline = isDelta ? new() : null;
    private readonly Dictionary<(string Metric, string? Key), HistogramSeries> _waiting = [];

    /// <summary>Delta: what waits of metrics whose place another one with other buckets has taken.</summary>
    private readonly List<HistogramSeries> _replaced = [];

    /// <summary>Cumulative: since when each metric counts; one that took the place of another begins later than the recorder.</summary>
    private readonly Dictionary<string, (MetricDescriptor Metric, DateTimeOffset Since)> _since = [];
    private DateTimeOffset _deliveredTo = recorder.CreatedAt;

    public string Id => id;

    public string EntityId { get; } = recorder.EntityId;

    /// <summary>The recorder; null once it is gone.</summary>
    public MetricsRecorder? Recorder { get; private set; } = recorder;

    /// <summary>The recorder was removed, and read for the last time.</summary>
    public bool IsGone => Recorder is null;

    /// <summary>Until when the waiting distributions reach.</summary>
    public DateTimeOffset ReadAt { get; private set; } = recorder.CreatedAt;

    public IEnumerable<HistogramSeries> Waiting => _waiting.Values.Concat(_replaced);

    /// <summary>From when on a distribution counts.</summary>
    public DateTimeOffset StartOf(HistogramSeries series) =>
        !isDelta && _since.TryGetValue(series.Metric.Name, out (MetricDescriptor, DateTimeOffset Since) known) ? known.Since : _deliveredTo;

    /// <summary>Lets the removed recorder go with all that its metrics hold: what waits may have to wait for long.</summary>
    public void LetGo()
    {
        Recorder = null;
        _baseline = null;
    }

    /// <summary>
    /// Reads the recorder, which must not be gone; what was waiting is added to (delta) or replaced (cumulative). Throws what the read
    /// throws, and is unchanged then.
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

        if (now > ReadAt) ReadAt = now; // clocks are set back, and a loop may live by another one
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
