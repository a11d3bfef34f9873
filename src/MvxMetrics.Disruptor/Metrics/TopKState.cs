namespace MvxMetrics.Disruptor;

/// <summary>What a <see cref="TopK{TEvent}"/> has beside its entries.</summary>
public struct TopKState
{
    internal long Total;
    internal long Ignored;

    /// <summary>Entries in use, from the first on.</summary>
    internal int Used;

    /// <summary>The smallest count of all entries once all are in use, else zero: what a key without an entry has at most.</summary>
    internal long Bound;
}
