using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>The memory of a read, for copied states and dimensions. It is reused, so reading allocates nothing once warm.</summary>
internal sealed class SnapshotScratch
{
    private readonly ReaderMemory _state = new();

    /// <summary>The memory of all readers.</summary>
    public static ReaderPool<SnapshotScratch> Pool { get; } = new();

    /// <summary>Receives the dimensions of one metric after the other.</summary>
    public DimensionBuffer Dimensions { get; } = new();

    /// <summary>Receives one histogram after the other.</summary>
    public HistogramReading Histogram { get; } = new();

    /// <summary>The bytes for states that it holds now.</summary>
    public int StateBytes => _state.Bytes;

    /// <summary>Begins a read. Returns room for the states of these metrics.</summary>
    public Span<byte> StateFor(ReadOnlySpan<Metric> metrics)
    {
        Dimensions.BeginUse();
        return _state.Take(StateReader.BytesOf(metrics));
    }
}
