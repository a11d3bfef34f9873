namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Reads a subject's metrics: all must be as of the same event.</summary>
internal struct CoherenceReader : ISnapshotReader
{
    private static readonly string[] s_counts = ["first", "middle", "last", "count_again"];

    private bool _hasCount;
    private bool _isHistogram;

    /// <summary>Events that the copy shows.</summary>
    public long Count { get; private set; }

    public void Begin() => _hasCount = false;

    public void OnMetric(MetricDescriptor metric) => _isHistogram = metric.Kind == MetricKind.Histogram;

    public void OnDimension(string name, MetricValue value)
    {
        if (!s_counts.Contains(name) && !(_isHistogram && name is "count" or "le_1000000")) return;
        if (!_hasCount) (Count, _hasCount) = (value.ToInt64(), true);
        value.ToInt64().ShouldBe(Count, $"snapshot, dimension {name}");
    }
}
