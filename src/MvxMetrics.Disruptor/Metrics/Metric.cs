namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Measured state with a name. A metric belongs to one recorder: only that recorder's loop writes it, any thread reads
/// it through a snapshot. Derive from <see cref="Metric{TState}"/>.
/// </summary>
public abstract class Metric
{
    /// <summary>The recorder's reading side, null until registered. Set once by compare-and-swap, read with acquire.</summary>
    private IMetricOwner? _owner;

    private protected Metric(string name, MetricKind kind, string? unit, string? description)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentOutOfRangeException(
                nameof(kind), kind, $"The kind of metric '{name}' must be a defined value; Custom fits every metric.");
        }

        Descriptor = new MetricDescriptor(name, kind, unit, description);
    }

    /// <summary>Everything known of the metric without its state.</summary>
    public MetricDescriptor Descriptor { get; }

    /// <summary>Name, unique within a recorder.</summary>
    public string Name => Descriptor.Name;

    /// <summary>What the dimensions mean.</summary>
    public MetricKind Kind => Descriptor.Kind;

    /// <summary>Unit of the values, or null.</summary>
    public string? Unit => Descriptor.Unit;

    /// <summary>One sentence for people, or null.</summary>
    public string? Description => Descriptor.Description;

    /// <summary>
    /// Bytes of the metric's state, which a reader copies, and of what it needs to find its way in it; fixed at construction.
    /// </summary>
    public long MemoryBytes => StateBytes + WorkingBytes;

    /// <summary>Bytes of the state.</summary>
    internal abstract int StateBytes { get; }

    /// <summary>Bytes that belong to the metric and are not copied: an index, a heap.</summary>
    internal virtual long WorkingBytes => 0;

    /// <summary>
    /// The current state as named values. Any thread, any time; never blocks the writer; allocates the snapshot.
    /// To read all metrics of a recorder as of the same event, ask the recorder.
    /// </summary>
    /// <exception cref="MetricsException">A handler has held the recorder's write section for longer than readers wait.</exception>
    public MetricSnapshot Snapshot()
    {
        using ReaderPool<ReaderMemory>.Lease memory = ReaderMemory.Pool.Rent();
        Span<byte> state = memory.Value.Take(StateBytes);
        CopyStateCoherently(state, CopyExtent.Shown);
        DimensionBuffer dimensions = new();
        Describe(state, new DimensionWriter(dimensions));
        return new MetricSnapshot(Descriptor, dimensions);
    }

    /// <summary>
    /// Starts minima, maxima and the like anew, for <see cref="MetricsRecorder.ResetExtremes"/>; sums and counts go on. Called on
    /// the loop's thread only, between two events, inside the recorder's write section, in every status of the recorder; must
    /// neither block nor allocate. An exception faults the recorder. Not overridden: there is nothing of the kind.
    /// </summary>
    protected virtual void ResetExtremes()
    {
    }

    /// <summary>Makes a recorder the owner; false when another one is.</summary>
    internal bool TryAttach(IMetricOwner owner) =>
        Interlocked.CompareExchange(ref _owner, owner, null) is not { } current || ReferenceEquals(current, owner);

    /// <summary>
    /// Copies the state byte by byte, coherent only where no write section is open: elsewhere it may be nonsense, which must
    /// neither fail nor be looked at.
    /// </summary>
    internal abstract void CopyStateTo(Span<byte> destination, CopyExtent extent);

    /// <summary>Turns a copied state into what came since an earlier copy.</summary>
    internal abstract void SubtractState(Span<byte> state, ReadOnlySpan<byte> earlier);

    /// <summary>Starts the extremes anew. The loop's thread, in a write section.</summary>
    internal void StartExtremesAnew() => ResetExtremes();

    /// <summary>Writes the dimensions of a copied state.</summary>
    internal abstract void Describe(ReadOnlySpan<byte> state, DimensionWriter writer);

    /// <summary>Takes the next distribution of a copied state; false when there are no more.</summary>
    /// <param name="state">The copied state.</param>
    /// <param name="next">Where to go on; 0 at first.</param>
    /// <param name="reading">Takes the distribution.</param>
    /// <param name="key">Its key or part, or null.</param>
    internal virtual bool TryTakeHistogram(ReadOnlySpan<byte> state, ref int next, HistogramReading reading, out string? key)
    {
        key = null;
        return false;
    }

    /// <summary>Copies the state as of one event. Any thread.</summary>
    internal void CopyStateCoherently(Span<byte> destination, CopyExtent extent = CopyExtent.Whole)
    {
        if (Volatile.Read(ref _owner) is null)
        {
            CopyStateTo(destination, extent); // no recorder, hence no writer

            // The copy, before the second look: a recorder may have come meanwhile. Litmus: metric-owner, BROKEN_READ_BARRIER.
            Volatile.ReadBarrier();
        }

        if (Volatile.Read(ref _owner) is { } owner) owner.CopyState(this, destination, extent);
    }
}
