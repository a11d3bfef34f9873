namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Reads a subject's metrics: all must be as of the same event.</summary>
internal struct CoherenceReader : ISnapshotReader
{
    private long _expected;
    private bool _hasExpected;

    public void Begin() => _hasExpected = false;

    public readonly void OnMetric(MetricDescriptor metric)
    {
    }

    public void OnDimension(string name, MetricValue value)
    {
        if (name is not ("first" or "middle" or "last" or "count_again")) return;
        if (!_hasExpected) (_expected, _hasExpected) = (value.ToInt64(), true);
        value.ToInt64().ShouldBe(_expected, $"snapshot, dimension {name}");
    }
}
