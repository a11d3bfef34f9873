namespace MvxMetrics.Disruptor;

/// <summary>The snapshots of all recorders of a runtime, at one moment of its loop between two events.</summary>
public sealed class RuntimeSnapshot
{
    internal RuntimeSnapshot(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, MetricSnapshot>> recorders, RuntimeStatistics statistics)
    {
        Recorders = recorders;
        Statistics = statistics;
    }

    /// <summary>Recorder id → metric name → snapshot.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, MetricSnapshot>> Recorders { get; }

    /// <summary>The runtime's statistics at the same moment.</summary>
    public RuntimeStatistics Statistics { get; }

    /// <summary>The snapshots of one recorder, by metric name.</summary>
    /// <param name="recorderId">The recorder's id. Trimmed; not blank.</param>
    /// <exception cref="ArgumentException">The id is null or blank.</exception>
    /// <exception cref="KeyNotFoundException">The runtime had no recorder with this id; the message lists the ids that it had.</exception>
    public IReadOnlyDictionary<string, MetricSnapshot> this[string recorderId]
    {
        get
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(recorderId);
            string id = recorderId.Trim();
            return Recorders.TryGetValue(id, out IReadOnlyDictionary<string, MetricSnapshot>? metrics)
                ? metrics
                : throw new KeyNotFoundException($"The snapshot has no recorder '{id}'. It has: {string.Join(", ", Recorders.Keys)}.");
        }
    }
}
