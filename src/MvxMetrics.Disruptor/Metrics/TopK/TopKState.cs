using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a <see cref="TopK{TEvent}"/> keeps beside its entries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct TopKState
{
    internal long Total;
    internal long Ignored;

    /// <summary>The number of entries in use, from the first one.</summary>
    internal int Used;

    /// <summary>
    /// The smallest count of all entries when all are in use, otherwise zero. A key without an entry has at most this count.
    /// </summary>
    internal long Bound;
}
