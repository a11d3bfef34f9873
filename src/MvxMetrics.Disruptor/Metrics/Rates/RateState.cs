using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a <see cref="Rate{TEvent}"/> has beside its marks. Times in ticks of 100 ns since the loop was created.</summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct RateState
{
    internal long Count;
    internal long Sum;
    internal long Ignored;

    /// <summary>Whether a time was told, when first, and when last.</summary>
    internal bool IsStarted;
    internal long StartedAt;
    internal long Now;

    /// <summary>Count and sum as of <see cref="Now"/>.</summary>
    internal long CountNow;
    internal long SumNow;

    internal DecayingRates EventRates;
    internal DecayingRates SumRates;
}
