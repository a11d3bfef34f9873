using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a <see cref="TopK{TEvent}"/> has beside its entries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct TopKState
{
    internal long Total;
    internal long Ignored;

    /// <summary>Entries in use, from the first on.</summary>
    internal int Used;

    /// <summary>The smallest count of all entries once all are in use, else zero: what a key without an entry has at most.</summary>
    internal long Bound;
}
