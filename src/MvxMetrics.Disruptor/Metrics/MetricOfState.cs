using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A metric whose state is one unmanaged struct. Implement <see cref="IMetricEventHandler{TEvent}"/> for each type of
/// event, change <see cref="State"/> there, and write the dimensions: the recorder sees to coherent copies.
/// </summary>
/// <typeparam name="TState">The state: plain numbers, no references.</typeparam>
public abstract class Metric<TState> : Metric
    where TState : unmanaged
{
    private TState _state;

    /// <summary>Creates a metric with a zeroed state.</summary>
    /// <param name="name">Name, unique within a recorder; not blank.</param>
    /// <param name="kind">What the dimensions mean.</param>
    /// <param name="unit">Unit of the values in UCUM notation, or null.</param>
    /// <param name="description">One sentence for people, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An undefined kind.</exception>
    protected Metric(string name, MetricKind kind = MetricKind.Custom, string? unit = null, string? description = null)
        : base(name, kind, unit, description)
    {
    }

    /// <summary>
    /// The state itself. Only valid inside HandleEvent, OnTimer and ResetExtremes, on the loop's thread: elsewhere use <see cref="Read"/>.
    /// </summary>
    protected ref TState State => ref _state;

    internal sealed override int StateBytes => Unsafe.SizeOf<TState>();

    /// <summary>A copy of the state as of one event. Any thread, any time; never blocks the writer; 0 bytes.</summary>
    /// <exception cref="MetricsException">A handler has held the recorder's write section for longer than readers wait.</exception>
    public TState Read()
    {
        Unsafe.SkipInit(out TState copy);
        CopyStateCoherently(MemoryMarshal.AsBytes(new Span<TState>(ref copy)));
        return copy;
    }

    internal sealed override void CopyStateTo(Span<byte> destination, CopyExtent extent) => MemoryMarshal.Write(destination, in _state);

    internal sealed override void SubtractState(Span<byte> state, ReadOnlySpan<byte> earlier)
    {
        TState difference = MemoryMarshal.Read<TState>(state);
        Subtract(ref difference, MemoryMarshal.Read<TState>(earlier));
        MemoryMarshal.Write(state, in difference);
    }

    internal sealed override void Describe(ReadOnlySpan<byte> state, DimensionWriter writer) =>
        WriteDimensions(MemoryMarshal.Read<TState>(state), ref writer);

    /// <summary>
    /// Turns a copied state into what came since an earlier copy, for readers with a <see cref="SnapshotBaseline"/>: on the
    /// thread that reads. Sums and counts are subtracted; what cannot be stays as it is, and extremes that are not
    /// known to be those of what came since are left out. Not overridden: all of it stays.
    /// </summary>
    /// <param name="state">The later state; becomes the difference.</param>
    /// <param name="earlier">The earlier state; all zero at a baseline's first read.</param>
    protected virtual void Subtract(ref TState state, in TState earlier)
    {
    }

    /// <summary>Writes the dimensions of a copied state, on the thread that reads. Use constant names: 0 bytes.</summary>
    /// <param name="state">A coherent copy of the state.</param>
    /// <param name="writer">Takes the dimensions in the order of the calls.</param>
    protected abstract void WriteDimensions(in TState state, ref DimensionWriter writer);
}
