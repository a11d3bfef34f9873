using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Asks the loop for a coherent copy. The loop makes it between two events, so it always succeeds. A request is reused, so that reading
/// allocates nothing. From the post to its completion it belongs to the loop: a reader that gives up leaves it there.
/// </summary>
internal sealed class CopyRequest : LoopCommand
{
    private readonly ReaderMemory _memory = new();
    private Metric[] _metrics = [];
    private int _metricCount;
    private int _stateBytes;
    private CopyExtent _extent;
    private int _outcome;

    /// <summary>The requests of all readers.</summary>
    public static ReaderPool<CopyRequest> Pool { get; } = new();

    /// <summary>
    /// Whether the copy was made or refused. Written by the loop with release, read here with acquire, so the copied bytes are visible.
    /// Litmus: commands, BROKEN_OUTCOME_RELEASE, BROKEN_OUTCOME_ACQUIRE.
    /// </summary>
    public bool IsCompleted => Volatile.Read(ref _outcome) != Pending;

    /// <summary>Whether the loop has closed and made no copy. Then nobody writes any more.</summary>
    public bool IsCancelled => Volatile.Read(ref _outcome) == Cancelled;

    /// <summary>The copied states, one behind the other.</summary>
    public ReadOnlySpan<byte> State => _memory.Held(_stateBytes);

    private const int Pending = 0;
    private const int Copied = 1;
    private const int Cancelled = 2;

    /// <summary>Sets what to copy. Call it before the request is posted.</summary>
    public void Prepare(ReadOnlySpan<Metric> metrics, int stateBytes, CopyExtent extent)
    {
        _extent = extent;
        if (_metrics.Length < metrics.Length) _metrics = new Metric[metrics.Length];
        metrics.CopyTo(_metrics);
        _metricCount = metrics.Length;
        _memory.Take(stateBytes);
        _stateBytes = stateBytes;
        _outcome = Pending;
    }

    /// <summary>
    /// Drops the references to the metrics, so that a request that waits for its next use keeps no metric alive. Call it after the
    /// completion.
    /// </summary>
    public void Clear() => _metrics.AsSpan(0, _metricCount).Clear();

    public override void Execute()
    {
        StateReader.CopyAll(_metrics.AsSpan(0, _metricCount), _memory.Held(_stateBytes), _extent);
        Volatile.Write(ref _outcome, Copied);
    }

    public override void Cancel() => Volatile.Write(ref _outcome, Cancelled);
}
