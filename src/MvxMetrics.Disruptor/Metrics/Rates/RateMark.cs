using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a <see cref="Rate{TEvent}"/> had counted at the beginning of a slice.</summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct RateMark
{
    internal long At;
    internal long Count;
    internal long Sum;
}
