using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A metric whose state is one unmanaged struct. Implement <see cref="IMetricEventHandler{TEvent}"/> for each type of event, change
/// <see cref="State"/> there, and write the dimensions. The recorder makes the coherent copies.
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
    /// <param name="description">One sentence for human readers, or null.</param>
    /// <exception cref="ArgumentException">The name is null or blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The kind is undefined.</exception>
    protected Metric(string name, MetricKind kind = MetricKind.Custom, string? unit = null, string? description = null)
        : base(name, kind, unit, description)
    {
    }

    /// <summary>
    /// The state. Use it only inside HandleEvent, HandleEvents, OnTimer and ResetExtremes, on the loop's thread. Elsewhere use
    /// <see cref="Read"/>.
    /// </summary>
    protected ref TState State => ref _state;

    internal sealed override int StateBytes => Unsafe.SizeOf<TState>();

    /// <summary>
    /// Returns a copy of the state at one moment, between two events. Any thread may call it at any time. It never blocks the loop, and it
    /// allocates nothing.
    /// </summary>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
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
    /// Turns a copied state into what came since an earlier copy, for readers with a <see cref="SnapshotBaseline"/>. It is called on the
    /// reading thread. Subtract sums and counts. Leave unchanged what cannot be subtracted. Leave out extremes that may be older. If you do
    /// not override it, the whole state stays unchanged.
    /// </summary>
    /// <param name="state">The later state. It becomes the difference.</param>
    /// <param name="earlier">The earlier state. In a baseline's first read it is all zero.</param>
    protected virtual void Subtract(ref TState state, in TState earlier)
    {
    }

    /// <summary>Writes the dimensions of a copied state, on the reading thread. Use constant names: then nothing is allocated.</summary>
    /// <param name="state">A coherent copy of the state.</param>
    /// <param name="writer">Receives the dimensions, in the order of the calls.</param>
    protected abstract void WriteDimensions(in TState state, ref DimensionWriter writer);
}
