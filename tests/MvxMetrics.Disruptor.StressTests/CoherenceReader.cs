namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Reads a subject's metrics: all must be as of the same event, and never older than what was read before.</summary>
internal struct CoherenceReader : ISnapshotReader
{
    private static readonly string[] s_counts = ["first", "middle", "last", "count_again"];

    private bool _hasCount;

    /// <summary>Events that the copy shows.</summary>
    public long Count { get; private set; }

    public void Begin() => _hasCount = false;

    public readonly void OnMetric(MetricDescriptor metric)
    {
    }

    public void OnDimension(string name, MetricValue value)
    {
        if (!s_counts.Contains(name)) return;
        if (!_hasCount) (Count, _hasCount) = (value.ToInt64(), true);
        value.ToInt64().ShouldBe(Count, $"snapshot, dimension {name}");
    }
}
