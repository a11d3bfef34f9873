namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A state with a name. A metric belongs to one recorder. Only that recorder's loop writes it; any thread reads it through a snapshot.
/// Derive from <see cref="Metric{TState}"/>.
/// </summary>
public abstract class Metric
{
    /// <summary>
    /// The recorder's reading side; null until the metric is registered. Set once by compare-and-swap, read with acquire.
    /// </summary>
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

    /// <summary>Everything that is known of the metric without its state.</summary>
    public MetricDescriptor Descriptor { get; }

    /// <summary>Name, unique within a recorder.</summary>
    public string Name => Descriptor.Name;

    /// <summary>What the dimensions mean.</summary>
    public MetricKind Kind => Descriptor.Kind;

    /// <summary>Unit of the values, or null.</summary>
    public string? Unit => Descriptor.Unit;

    /// <summary>One sentence for human readers, or null.</summary>
    public string? Description => Descriptor.Description;

    /// <summary>
    /// The bytes of the metric: its state, which a reader copies, and what the metric needs to find its way in the state. Fixed at
    /// construction.
    /// </summary>
    public long MemoryBytes => StateBytes + WorkingBytes;

    /// <summary>Bytes of the state.</summary>
    internal abstract int StateBytes { get; }

    /// <summary>The bytes that belong to the metric and are not copied: an index, a heap.</summary>
    internal virtual long WorkingBytes => 0;

    /// <summary>
    /// Returns the current state as named values. Any thread may call it at any time. It never blocks the loop. It allocates the snapshot.
    /// To read all metrics of a recorder at the same moment, use the recorder.
    /// </summary>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
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
    /// Resets minima, maxima and similar values, for <see cref="MetricsRecorder.ResetExtremes"/>. Sums and counts go on. It is called on
    /// the loop's thread only, between two events, inside the recorder's write section, in every status of the recorder. It must not block
    /// and must not allocate. An exception faults the recorder. Do not override it if the metric has no such values.
    /// </summary>
    protected virtual void ResetExtremes()
    {
    }

    /// <summary>Makes a recorder the owner. False when another recorder is the owner.</summary>
    internal bool TryAttach(IMetricOwner owner) =>
        Interlocked.CompareExchange(ref _owner, owner, null) is not { } current || ReferenceEquals(current, owner);

    /// <summary>
    /// Copies the state byte by byte. The copy is coherent only if no write section is open. Otherwise it may be nonsense: the copying must
    /// not fail, and nobody may use the copy.
    /// </summary>
    internal abstract void CopyStateTo(Span<byte> destination, CopyExtent extent);

    /// <summary>Turns a copied state into what came since an earlier copy.</summary>
    internal abstract void SubtractState(Span<byte> state, ReadOnlySpan<byte> earlier);

    /// <summary>Resets the extremes. The loop's thread, in a write section.</summary>
    internal void StartExtremesAnew() => ResetExtremes();

    /// <summary>Writes the dimensions of a copied state.</summary>
    internal abstract void Describe(ReadOnlySpan<byte> state, DimensionWriter writer);

    /// <summary>Takes the next histogram of a copied state. False when there are no more.</summary>
    /// <param name="state">The copied state.</param>
    /// <param name="next">Where to go on; 0 at first.</param>
    /// <param name="reading">Receives the histogram.</param>
    /// <param name="key">Its key or part, or null.</param>
    internal virtual bool TryTakeHistogram(ReadOnlySpan<byte> state, ref int next, HistogramReading reading, out string? key)
    {
        key = null;
        return false;
    }

    /// <summary>Copies the state at one moment between two events. Any thread.</summary>
    internal void CopyStateCoherently(Span<byte> destination, CopyExtent extent = CopyExtent.Whole)
    {
        if (Volatile.Read(ref _owner) is null)
        {
            CopyStateTo(destination, extent); // no recorder, so nobody writes

            // Orders the copy before the second look: a recorder may have become the owner meanwhile. Litmus: metric-owner,
            // BROKEN_READ_BARRIER.
            Volatile.ReadBarrier();
        }

        if (Volatile.Read(ref _owner) is { } owner) owner.CopyState(this, destination, extent);
    }
}
