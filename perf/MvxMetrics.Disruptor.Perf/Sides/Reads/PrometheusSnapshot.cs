namespace MvxMetrics.Disruptor.Perf;

/// <summary>prometheus-net's export of four metrics, which is its one way to collect.</summary>
internal sealed class PrometheusSnapshot : SnapshotSide
{
    private readonly Prometheus.CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly Prometheus.Counter _attempts;
    private readonly Prometheus.Counter.Child[] _outcomes;
    private readonly Prometheus.Gauge _last;
    private readonly Prometheus.Histogram _durations;

    public PrometheusSnapshot(bool isBusy)
        : base("prometheus-net export", "CollectAndExportAsTextAsync into nothing: 15 buckets, formatting as text", "-", isBusy)
    {
        Prometheus.MetricFactory factory = Prometheus.Metrics.WithCustomRegistry(_registry);
        _attempts = factory.CreateCounter("attempts", "-");
        Prometheus.Counter outcomes = factory.CreateCounter("outcomes", "-", "outcome");
        _outcomes = [.. Enumerable.Range(0, Attempts.Outcomes).Select(i => outcomes.WithLabels($"outcome{i}"))];
        _last = factory.CreateGauge("last", "-");
        _durations = factory.CreateHistogram("durations", "-", new Prometheus.HistogramConfiguration
        {
            Buckets = Prometheus.Histogram.ExponentialBuckets(100, 2, 15),
        });
    }

    protected override void Record(int outcome, long value)
    {
        _attempts.Inc();
        _outcomes[outcome].Inc();
        _last.Set(value);
        _durations.Observe(value);
    }

    protected override long Read()
    {
        _registry.CollectAndExportAsTextAsync(Stream.Null, CancellationToken.None).GetAwaiter().GetResult();
        return _durations.Count;
    }
}
