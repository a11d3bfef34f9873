using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>One histogram that waits to be sent: of one metric of one recorder, and of one key if the metric is split.</summary>
internal sealed class HistogramSeries(MetricDescriptor metric, string? key, long[] bounds)
{
    public MetricDescriptor Metric => metric;

    public string? Key => key;

    /// <summary>The upper ends of the buckets, ascending. The last bucket has no upper end.</summary>
    public long[] Bounds => bounds;

    /// <summary>The number of values in each bucket.</summary>
    public long[] Counts { get; } = new long[bounds.Length + 1];

    public long Count { get; private set; }

    public Int128 Sum { get; private set; }

    /// <summary>The smallest value, or null if it is not known.</summary>
    public long? Min { get; private set; }

    /// <summary>The largest value, or null if it is not known.</summary>
    public long? Max { get; private set; }

    /// <summary>Adds the values of a reading.</summary>
    public void Add(HistogramReading reading, bool hasExtremes)
    {
        if (reading.Count == 0) return;

        Span<long> atOrBelow = bounds.Length <= 128 ? stackalloc long[bounds.Length] : new long[bounds.Length];
        reading.CountAtOrBelow(bounds, atOrBelow);
        long below = 0;
        for (int i = 0; i < bounds.Length; i++)
        {
            Counts[i] += atOrBelow[i] - below;
            below = atOrBelow[i];
        }

        Counts[^1] += reading.Count - below;
        AddWhole(reading.Count, reading.Sum, hasExtremes ? reading.Min : null, hasExtremes ? reading.Max : null);
    }

    /// <summary>Adds what came later in the same series.</summary>
    public void Add(HistogramSeries later)
    {
        if (later.Count == 0) return;

        for (int i = 0; i < Counts.Length; i++) Counts[i] += later.Counts[i];
        AddWhole(later.Count, later.Sum, later.Min, later.Max);
    }

    private void AddWhole(long count, Int128 sum, long? min, long? max)
    {
        bool wasEmpty = Count == 0;
        Count += count;
        Sum += sum;
        Min = wasEmpty ? min : min < Min ? min : Min is null || min is null ? null : Min;
        Max = wasEmpty ? max : max > Max ? max : Max is null || max is null ? null : Max;
    }
}
