namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Adds up what came since the last read, of a subject's histogram.</summary>
internal struct DeltaReader : ISnapshotReader
{
    private bool _isHistogram;

    /// <summary>Events in all reads together.</summary>
    public long Sum { get; private set; }

    public void OnMetric(MetricDescriptor metric) => _isHistogram = metric.Kind == MetricKind.Histogram;

    public void OnDimension(string name, MetricValue value)
    {
        if (!_isHistogram || name != "count") return;
        value.ToInt64().ShouldBeGreaterThanOrEqualTo(0, "a difference");
        Sum += value.ToInt64();
    }
}
