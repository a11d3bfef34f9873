namespace MvxMetrics.Disruptor;

/// <summary>A reading thread's memory for copied states and dimensions; reused, so that reading allocates nothing once warm.</summary>
internal sealed class SnapshotScratch
{
    [ThreadStatic]
    private static SnapshotScratch? t_free;

    private SnapshotScratch? _nextFree;

    private byte[] _state = [];

    /// <summary>Takes the dimensions of one metric after the other.</summary>
    public DimensionBuffer Dimensions { get; } = new();

    /// <summary>Takes the calling thread's memory, or new one while that is in use by a reader further up the stack.</summary>
    public static SnapshotScratch Rent()
    {
        SnapshotScratch scratch = t_free ?? new SnapshotScratch();
        t_free = scratch._nextFree;
        scratch._nextFree = null;
        return scratch;
    }

    /// <summary>Gives it back.</summary>
    public void Return() => (_nextFree, t_free) = (t_free, this);

    /// <summary>Room for the states of these metrics.</summary>
    public Span<byte> StateFor(ReadOnlySpan<Metric> metrics)
    {
        int bytes = StateReader.BytesOf(metrics);
        if (_state.Length < bytes) _state = new byte[bytes];
        return _state.AsSpan(0, bytes);
    }
}
