using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A metric whose state is one unmanaged struct and a row of cells: buckets, keys, time slices. The number of cells is fixed at
/// construction. Implement <see cref="IMetricEventHandler{TEvent}"/> for each type of event, change <see cref="State"/> and
/// <see cref="Cells"/> there, and write the dimensions. The recorder makes the coherent copies.
/// </summary>
/// <typeparam name="TState">The part of the state that exists once: plain numbers, no references.</typeparam>
/// <typeparam name="TCell">A cell: plain numbers, no references.</typeparam>
public abstract class Metric<TState, TCell> : Metric
    where TState : unmanaged
    where TCell : unmanaged
{
    private readonly TCell[] _cells;
    private TState _state;

    /// <summary>Creates a metric with a zeroed state.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="cells">The number of cells; positive. All of them together may take up to 1 GiB.</param>
    /// <param name="kind">What the dimensions mean.</param>
    /// <param name="unit">Unit of the values in UCUM notation, or null.</param>
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The kind is undefined, there are no cells, or there are more than fit.</exception>
    protected Metric(
        string name, int cells, MetricKind kind = MetricKind.Custom, string? unit = null, string? description = null)
        : base(name, kind, unit, description)
    {
        long most = ((1L << 30) - Unsafe.SizeOf<TState>()) / Unsafe.SizeOf<TCell>();
        if (cells < 1 || cells > most)
            throw new ArgumentOutOfRangeException(nameof(cells), cells, $"The cells of metric '{name}' must number between 1 and {most}.");
        _cells = new TCell[cells];
    }

    /// <summary>
    /// The part of the state that exists once. Use it only inside HandleEvent, HandleEvents, OnTimer and ResetExtremes, on the loop's
    /// thread.
    /// </summary>
    protected ref TState State => ref _state;

    /// <summary>The cells. Use them only inside HandleEvent, HandleEvents, OnTimer and ResetExtremes, on the loop's thread.</summary>
    protected Span<TCell> Cells => _cells;

    /// <summary>The cells as an array: an index needs no span. The loop's thread.</summary>
    private protected TCell[] CellArray => _cells;

    internal sealed override int StateBytes => Unsafe.SizeOf<TState>() + (_cells.Length * Unsafe.SizeOf<TCell>());

    internal sealed override void CopyStateTo(Span<byte> destination, CopyExtent extent)
    {
        TState state = _state;
        MemoryMarshal.Write(destination, in state);
        if (extent == CopyExtent.Whole) _cells.CopyTo(CellsIn(destination));
        else CopyShownCells(in state, _cells, CellsIn(destination));
    }

    /// <summary>
    /// Copies the cells that <see cref="WriteDimensions"/> uses. A write section may be open: state and cells may be nonsense, and the
    /// method must not fail and must come to an end.
    /// </summary>
    private protected virtual void CopyShownCells(in TState state, ReadOnlySpan<TCell> cells, Span<TCell> destination) =>
        cells.CopyTo(destination);

    internal sealed override void SubtractState(Span<byte> state, ReadOnlySpan<byte> earlier)
    {
        TState difference = MemoryMarshal.Read<TState>(state);
        Subtract(ref difference, CellsIn(state), MemoryMarshal.Read<TState>(earlier), CellsIn(earlier));
        MemoryMarshal.Write(state, in difference);
    }

    internal sealed override void Describe(ReadOnlySpan<byte> state, DimensionWriter writer) =>
        WriteDimensions(MemoryMarshal.Read<TState>(state), CellsIn(state), ref writer);

    internal sealed override bool TryTakeHistogram(ReadOnlySpan<byte> state, ref int next, HistogramReading reading, out string? key) =>
        TryTakeHistogram(MemoryMarshal.Read<TState>(state), CellsIn(state), ref next, reading, out key);

    private protected virtual bool TryTakeHistogram(
        in TState state, ReadOnlySpan<TCell> cells, ref int next, HistogramReading reading, out string? key)
    {
        key = null;
        return false;
    }

    /// <summary>Writes the dimensions of a copied state, on the reading thread. Use constant names: then nothing is allocated.</summary>
    /// <param name="state">A coherent copy of the state.</param>
    /// <param name="cells">The cells at the same moment.</param>
    /// <param name="writer">Receives the dimensions, in the order of the calls.</param>
    protected abstract void WriteDimensions(in TState state, ReadOnlySpan<TCell> cells, ref DimensionWriter writer);

    /// <summary>
    /// Turns a copied state into what came since an earlier copy, for readers with a <see cref="SnapshotBaseline"/>. It is called on the
    /// reading thread. Subtract sums and counts. Leave unchanged what cannot be subtracted. Leave out extremes that may be older. If you do
    /// not override it, the whole state stays unchanged.
    /// </summary>
    /// <param name="state">The later state. It becomes the difference.</param>
    /// <param name="cells">The later cells. They become the difference.</param>
    /// <param name="earlierState">The earlier state. In a baseline's first read it is all zero.</param>
    /// <param name="earlierCells">The earlier cells. In a baseline's first read they are all zero.</param>
    protected virtual void Subtract(ref TState state, Span<TCell> cells, in TState earlierState, ReadOnlySpan<TCell> earlierCells)
    {
    }

    private static Span<TCell> CellsIn(Span<byte> state) => MemoryMarshal.Cast<byte, TCell>(state[Unsafe.SizeOf<TState>()..]);

    private static ReadOnlySpan<TCell> CellsIn(ReadOnlySpan<byte> state) =>
        MemoryMarshal.Cast<byte, TCell>(state[Unsafe.SizeOf<TState>()..]);
}
