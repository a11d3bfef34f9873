namespace MvxMetrics.Disruptor;

/// <summary>
/// What one recorder passes to a reader, in the same order, and the slots for it. Immutable; any thread. What is passed only sometimes (an
/// extreme before the first value) keeps its place.
/// </summary>
internal sealed class RecorderPlan
{
    private readonly PlanEntry[] _entries;
    private readonly Dictionary<SeriesKey, int> _index = [];

    /// <summary>Creates a plan.</summary>
    public RecorderPlan(MetricsRecorder recorder, int firstSlot, int endSlot, PlanEntry[] entries)
    {
        Recorder = recorder;
        FirstSlot = firstSlot;
        EndSlot = endSlot;
        _entries = entries;
        for (int i = 0; i < entries.Length; i++) _index[entries[i].Series] = i;
    }

    /// <summary>The recorder.</summary>
    public MetricsRecorder Recorder { get; }

    /// <summary>Its first slot. The slots of its own account come first.</summary>
    public int FirstSlot { get; }

    /// <summary>The first slot behind it.</summary>
    public int EndSlot { get; }

    /// <summary>Its entries.</summary>
    public ReadOnlySpan<PlanEntry> Entries => _entries;

    /// <summary>
    /// Finds the entry: nearly always the one after the last one, compared by references; otherwise by name. Allocates nothing.
    /// </summary>
    /// <param name="metric">The metric.</param>
    /// <param name="key">The key.</param>
    /// <param name="name">The name.</param>
    /// <param name="next">The entry to look at first; moves on.</param>
    /// <returns>The number of the entry, or -1 if it is new.</returns>
    public int Find(MetricDescriptor metric, string? key, string name, ref int next)
    {
        if ((uint)next < (uint)_entries.Length && _entries[next].Series.IsSame(metric, key, name)) return next++;
        if (!_index.TryGetValue(new SeriesKey(metric, key, name), out int found)) return -1;
        next = found + 1;
        return found;
    }
}
