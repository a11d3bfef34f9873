using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Copies the states of many recorders between two events of their loop. The asking thread allocates the memory beforehand.
/// </summary>
internal sealed class RuntimeCapture : LoopCommand
{
    private readonly (string Id, Metric[] Metrics, byte[] State)[] _parts;
    private readonly MetricsEventLoop _loop;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RuntimeStatistics _statistics;

    public RuntimeCapture(MetricsEventLoop loop, IEnumerable<KeyValuePair<string, MetricsRecorder>> recorders)
    {
        _loop = loop;
        _parts = [.. recorders.Select(static r => Prepare(r.Key, r.Value.MetricArray))];
    }

    /// <summary>Ends when the copy is made. Cancelled when the loop has closed.</summary>
    public Task Done => _done.Task;

    public override void Execute()
    {
        try
        {
            foreach ((_, Metric[] metrics, byte[] state) in _parts) StateReader.CopyAll(metrics, state, CopyExtent.Shown);
            _statistics = _loop.Statistics;
            _done.TrySetResult();
        }
#pragma warning disable CA1031 // The waiting thread gets any exception.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _done.TrySetException(error);
        }
    }

    public override void Cancel() => _done.TrySetCanceled();

    /// <summary>The snapshots of what was copied. After <see cref="Done"/>.</summary>
    public RuntimeSnapshot ToSnapshot()
    {
        OrderedDictionary<string, IReadOnlyDictionary<string, MetricSnapshot>> recorders = new(_parts.Length);
        using ReaderPool<SnapshotScratch>.Lease scratch = SnapshotScratch.Pool.Rent();
        foreach ((string id, Metric[] metrics, byte[] states) in _parts)
        {
            OrderedDictionary<string, MetricSnapshot> snapshots = new(metrics.Length);
            RecorderReader.Tell<OrderedDictionary<string, MetricSnapshot>, CollectedSnapshots>(
                ref snapshots, metrics, states, scratch.Value);
            recorders[id] = snapshots;
        }

        return new RuntimeSnapshot(recorders, _statistics);
    }

    private static (string Id, Metric[] Metrics, byte[] State) Prepare(string id, Metric[] metrics) =>
        (id, metrics, ReaderMemory.Allocate(StateReader.BytesOf(metrics)));
}
