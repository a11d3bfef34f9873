using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>A read's memory for copied states and dimensions; reused, so that reading allocates nothing once warm.</summary>
internal sealed class SnapshotScratch
{
    private readonly ReaderMemory _state = new();

    /// <summary>Those of all readers.</summary>
    public static ReaderPool<SnapshotScratch> Pool { get; } = new();

    /// <summary>Takes the dimensions of one metric after the other.</summary>
    public DimensionBuffer Dimensions { get; } = new();

    /// <summary>Takes one distribution after the other.</summary>
    public HistogramReading Histogram { get; } = new();

    /// <summary>Bytes for states that it holds now.</summary>
    public int StateBytes => _state.Bytes;

    /// <summary>Begins a read: room for the states of these metrics.</summary>
    public Span<byte> StateFor(ReadOnlySpan<Metric> metrics)
    {
        Dimensions.BeginUse();
        return _state.Take(StateReader.BytesOf(metrics));
    }
}
