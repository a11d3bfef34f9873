using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a <see cref="Rate{TEvent}"/> keeps beside its marks. Times are in ticks of 100 ns since the loop was created.</summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct RateState
{
    internal long Count;
    internal long Sum;
    internal long Ignored;

    /// <summary>Whether there was a tick; the fields below have the time of the first one and of the last one.</summary>
    internal bool IsStarted;
    internal long StartedAt;
    internal long Now;

    /// <summary>The count and the sum at <see cref="Now"/>.</summary>
    internal long CountNow;
    internal long SumNow;

    internal DecayingRates EventRates;
    internal DecayingRates SumRates;
}
