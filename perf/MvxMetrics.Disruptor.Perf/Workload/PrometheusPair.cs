using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>prometheus-net's counter by outcome and histogram, in a registry of their own, children kept.</summary>
internal sealed class PrometheusPair
{
    private readonly Prometheus.Counter.Child[] _attempts;
    private readonly Prometheus.Histogram _durations;

    public PrometheusPair()
    {
        Registry = Prometheus.Metrics.NewCustomRegistry();
        Prometheus.MetricFactory factory = Prometheus.Metrics.WithCustomRegistry(Registry);
        Prometheus.Counter attempts = factory.CreateCounter("attempts", "-", "outcome");
        _attempts = [.. Enumerable.Range(0, Attempts.Outcomes).Select(i => attempts.WithLabels($"outcome{i}"))];
        _durations = factory.CreateHistogram("durations", "-", new Prometheus.HistogramConfiguration
        {
            Buckets = Prometheus.Histogram.ExponentialBuckets(100, 2, 15),
        });
    }

    public Prometheus.CollectorRegistry Registry { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(int outcome, long nanoseconds)
    {
        _attempts[outcome].Inc();
        _durations.Observe(nanoseconds);
    }

    /// <summary>Counts and sums over all outcomes.</summary>
    public (long Attempts, long Count, long Sum) Read() =>
        ((long)_attempts.Sum(static c => c.Value), _durations.Count, (long)_durations.Sum);
}
