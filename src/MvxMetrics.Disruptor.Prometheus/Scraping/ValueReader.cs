using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>Puts what a recorder passes to a reader into its slots. Allocates nothing.</summary>
internal ref struct ValueReader(RecorderPlan plan, Span<SampleValue> values) : ISeriesReader
{
    private const int BoundsOnStack = 128;

    private readonly Span<SampleValue> _values = values;
    private MetricDescriptor? _metric;
    private int _next;

    /// <summary>Whether the recorder passed something that the plan does not know.</summary>
    public bool HasUnknown { get; private set; }

    public void OnMetric(MetricDescriptor metric) => _metric = metric;

    public void OnDimension(string? key, string name, MetricValue value)
    {
        int entry = plan.Find(_metric!, key, name, ref _next);
        if (entry < 0) HasUnknown = true;
        else _values[plan.Entries[entry].Slot] = value;
    }

    public void OnHistogram(string? key, HistogramReading histogram)
    {
        int entry = plan.Find(_metric!, key, string.Empty, ref _next);
        if (entry < 0)
        {
            HasUnknown = true;
            return;
        }

        ref readonly PlanEntry known = ref plan.Entries[entry];
        long[] bounds = known.Bounds!;
        Span<SampleValue> slots = _values.Slice(known.Slot, bounds.Length);
        Span<long> counts = stackalloc long[BoundsOnStack];
        for (int from = 0; from < bounds.Length; from += BoundsOnStack)
        {
            ReadOnlySpan<long> part = bounds.AsSpan(from, Math.Min(BoundsOnStack, bounds.Length - from));
            histogram.CountAtOrBelow(part, counts);
            for (int i = 0; i < part.Length; i++) slots[from + i] = counts[i];
        }
    }
}
