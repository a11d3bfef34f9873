using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>Notes everything that a recorder passes to a reader, in order.</summary>
internal readonly struct Discovery() : ISeriesReader
{
    private readonly List<MetricDescriptor> _metrics = [];
    private readonly List<(SeriesKey Series, long Highest)> _told = [];

    public void OnMetric(MetricDescriptor metric) => _metrics.Add(metric);

    public void OnDimension(string? key, string name, MetricValue value) => _told.Add((new SeriesKey(_metrics[^1], key, name), 0));

    public void OnHistogram(string? key, HistogramReading histogram) =>
        _told.Add((new SeriesKey(_metrics[^1], key, string.Empty), histogram.HighestValue));

    /// <summary>
    /// What a recorder passes to a reader now; a histogram comes with its highest value in range. Also what the same metrics passed before
    /// and do not pass now: extremes that were reset come back, and then their place is ready.
    /// </summary>
    public static IReadOnlyList<(SeriesKey Series, long Highest)> Of(MetricsRecorder recorder, RecorderPlan? before)
    {
        Discovery discovery = new();
        recorder.ReadSeries(ref discovery);
        List<(SeriesKey Series, long Highest)> all = [];
        HashSet<SeriesKey> told = [];
        foreach ((SeriesKey series, long highest) in discovery._told)
            if (told.Add(series)) all.Add((series, highest)); // if it is written twice, it is one series and shows the last value
        if (before is null) return all;

        HashSet<MetricDescriptor> metrics = new(discovery._metrics, ReferenceEqualityComparer.Instance);
        foreach (PlanEntry entry in before.Entries)
        {
            if (metrics.Contains(entry.Series.Metric) && told.Add(entry.Series))
                all.Add((entry.Series, entry.Bounds is [.., long last] ? last : 0));
        }

        return [.. all.GroupBy(static t => t.Series.Metric, ReferenceEqualityComparer.Instance).SelectMany(static group => group)];
    }
}
