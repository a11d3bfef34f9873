using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>Makes measurements of the series of one recorder.</summary>
internal ref struct MeterSeriesReader(MeterReading reading, string id, string entityId) : ISeriesReader
{
    private MetricDescriptor? _metric;
    private string? _rank;
    private object? _item;

    public void OnMetric(MetricDescriptor metric)
    {
        _metric = metric;
        _rank = null;
    }

    public void OnDimension(string? key, string name, MetricValue value)
    {
        // The ranks of a TopK: their keys change, so the key identifies the series, not the rank.
        bool isRanked = _metric!.Kind == MetricKind.TopK && key is not null;
        if (isRanked && name == WellKnownDimensions.Key)
        {
            _rank = key;
            _item = value.ToInt64();
            return;
        }

        Tags tags = default;
        int count = 0;
        tags[count++] = new("recorder", entityId);
        if (id != entityId) tags[count++] = new("recorder.id", id);
        if (isRanked && key == _rank) tags[count++] = new("item", _item);
        else if (key is not null) tags[count++] = new("key", key);

        MeterInstrument instrument = reading.InstrumentOf(_metric, name, value.IsInteger);
        if (instrument.IsAmbiguous)
        {
            tags[count++] = new("metric", _metric.Name);
            tags[count++] = new("dimension", name);
        }

        reading.Add(instrument, value, ((ReadOnlySpan<KeyValuePair<string, object?>>)tags)[..count]);
    }

    /// <summary>
    /// Does nothing: a meter cannot take histograms that were made elsewhere. The dimensions give counts, sums and percentiles.
    /// </summary>
    public readonly void OnHistogram(string? key, HistogramReading histogram)
    {
    }

    [System.Runtime.CompilerServices.InlineArray(5)]
    private struct Tags
    {
        private KeyValuePair<string, object?> _first;
    }
}
