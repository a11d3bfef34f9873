using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>Takes the histograms out of one recorder's series.</summary>
internal struct HistogramSeriesReader(List<HistogramSeries> found, long[]? defaultBounds) : ISeriesReader
{
    private readonly List<long> _ownBounds = [];
    private readonly HashSet<string> _keysWithExtremes = [];
    private MetricDescriptor? _metric;
    private string? _boundsKey;

    public void OnMetric(MetricDescriptor metric)
    {
        _metric = metric;
        _ownBounds.Clear();
        _keysWithExtremes.Clear();
        _boundsKey = null;
    }

    public void OnDimension(string? key, string name, MetricValue value)
    {
        if (_metric!.Kind != MetricKind.Histogram) return;

        if (name == WellKnownDimensions.Min) _keysWithExtremes.Add(key ?? string.Empty);
        if (!HistogramBounds.TryParse(name, out long bound)) return;

        // All keys have the same bounds, so the bounds of the first key are enough.
        if (_ownBounds.Count == 0) _boundsKey = key;
        if (key == _boundsKey) _ownBounds.Add(bound);
    }

    public readonly void OnHistogram(string? key, HistogramReading histogram)
    {
        HistogramSeries series = new(_metric!, key, BoundsFor(histogram));
        series.Add(histogram, _keysWithExtremes.Contains(key ?? string.Empty));
        found.Add(series);
    }

    private readonly long[] BoundsFor(HistogramReading histogram) =>
        _ownBounds.Count > 0 ? [.. _ownBounds] : defaultBounds ?? HistogramBounds.Ladder(histogram.HighestValue);
}
