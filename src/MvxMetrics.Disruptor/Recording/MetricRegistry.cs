using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>The metrics of one recorder by name, in the order of registration. Readers get an immutable array.</summary>
internal sealed class MetricRegistry
{
    private readonly Lock _lock = new();

    /// <summary>Replaced under the lock with release, read with acquire on any thread.</summary>
    private Metric[] _metrics = [];

    /// <summary>All registered metrics. Any thread; do not change the array.</summary>
    public Metric[] All => Volatile.Read(ref _metrics);

    /// <summary>Adds a metric, or replaces the one of the same name. Any thread.</summary>
    public void Register(Metric metric)
    {
        lock (_lock)
        {
            int index = Array.FindIndex(_metrics, m => m.Name == metric.Name);
            Metric[] next = index < 0 ? [.. _metrics, metric] : [.. _metrics];
            if (index >= 0) next[index] = metric;
            Volatile.Write(ref _metrics, next);
        }
    }
}
