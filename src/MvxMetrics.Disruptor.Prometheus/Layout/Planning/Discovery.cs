using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>Notes everything that a recorder tells, in order.</summary>
internal readonly struct Discovery() : ISeriesReader
{
    private readonly List<MetricDescriptor> _metrics = [];
    private readonly List<(SeriesKey Series, long Highest)> _told = [];

    public void OnMetric(MetricDescriptor metric) => _metrics.Add(metric);

    public void OnDimension(string? key, string name, MetricValue value) => _told.Add((new SeriesKey(_metrics[^1], key, name), 0));

    public void OnHistogram(string? key, HistogramReading histogram) =>
        _told.Add((new SeriesKey(_metrics[^1], key, string.Empty), histogram.HighestValue));

    /// <summary>
    /// What a recorder tells now, a distribution with the highest value that is in range; and what the same metrics told before and do not
    /// tell now: extremes that were started anew come back, and then find their place.
    /// </summary>
    public static IReadOnlyList<(SeriesKey Series, long Highest)> Of(MetricsRecorder recorder, RecorderPlan? before)
    {
        Discovery discovery = new();
        recorder.ReadSeries(ref discovery);
        List<(SeriesKey Series, long Highest)> all = [];
        HashSet<SeriesKey> told = [];
        foreach ((SeriesKey series, long highest) in discovery._told)
            if (told.Add(series)) all.Add((series, highest)); // written twice: one series, which shows the last value
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
