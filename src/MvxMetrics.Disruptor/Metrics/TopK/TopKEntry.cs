using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>A key to which a <see cref="TopK{TEvent}"/> gave an entry. Its true count lies between Count - Error and Count.</summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct TopKEntry
{
    internal long Key;
    internal long Count;
    internal long Error;

    /// <summary>The larger count comes first, then the smaller error, then the smaller key.</summary>
    internal static readonly Comparison<TopKEntry> ByRank = static (left, right) =>
    {
        int order = right.Count.CompareTo(left.Count);
        if (order == 0) order = left.Error.CompareTo(right.Error);
        return order != 0 ? order : left.Key.CompareTo(right.Key);
    };
}
