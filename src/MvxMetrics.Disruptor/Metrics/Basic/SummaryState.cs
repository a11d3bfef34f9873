namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// State of a <see cref="Summary{TEvent}"/>: the sum compensated for rounding, the deviation by Welford's recurrence. A large
/// common offset costs no digits; mean and deviation are finite, whatever finite values come.
/// </summary>
public partial struct SummaryState : IAccumulator<SummaryState, double>
{
    /// <summary>Values taken.</summary>
    public long Count;

    /// <summary>
    /// The smallest since the extremes were started anew: NaN when none came since, or in a difference that does not know it;
    /// zero while <see cref="Count"/> is zero.
    /// </summary>
    public double Min;

    /// <summary>
    /// The largest since the extremes were started anew: NaN when none came since, or in a difference that does not know it;
    /// zero while <see cref="Count"/> is zero.
    /// </summary>
    public double Max;

    /// <summary>Values that were not finite.</summary>
    public long Ignored;

    private CompensatedSum _sum;
    private RunningVariance _variance;
    private EarlierExtremes _earlier;

    /// <summary>Sum of the values, compensated for what rounding takes; stays at the largest double once it gets there.</summary>
    public readonly double Sum => _sum.Value;

    /// <summary>Their mean, finite; zero while <see cref="Count"/> is zero.</summary>
    public readonly double Mean => Count == 0 ? 0 : _sum.IsBeyondDouble ? RunningMean : Sum / Count;

    /// <summary>
    /// Standard deviation of the values taken (divided by their count, not by one less), finite; zero while <see cref="Count"/>
    /// is zero.
    /// </summary>
    public readonly double StandardDeviation => Count == 0 ? 0 : _variance.StandardDeviation(Count);

    /// <inheritdoc/>
    public readonly bool IsEmpty => (Count | Ignored) == 0;

    /// <summary>The mean without the sum: always there, a little less exact.</summary>
    internal readonly double RunningMean => _variance.Mean;

    private readonly double SmallestOfAll => _earlier.SmallestWith(Min);

    private readonly double LargestOfAll => _earlier.LargestWith(Max);

    /// <summary>Takes a value; one that is not finite is ignored and counted.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False: ignored.</returns>
    public bool Add(double value)
    {
        if (!double.IsFinite(value))
        {
            Ignored++;
            return false;
        }

        // Negated, so that NaN gives way to the value.
        if (Count == 0 || !(Min <= value)) Min = value;
        if (Count == 0 || !(Max >= value)) Max = value;
        Count++;
        _sum.Add(value); // none of it is in any event's way to the next mean
        _variance.Add(value, 1.0 / Count);
        return true;
    }

    /// <summary>There are no extremes until the next value.</summary>
    public void ResetExtremes()
    {
        if (Count == 0) return;

        _earlier.Add(Min, Max);
        Min = Max = double.NaN;
    }

    /// <inheritdoc/>
    public readonly void WriteDimensions(DimensionWriter writer)
    {
        writer.Add(WellKnownDimensions.Count, Count);
        writer.Add(WellKnownDimensions.Sum, Sum);
        if (Count > 0)
        {
            if (!double.IsNaN(Min)) writer.Add(WellKnownDimensions.Min, Min);
            if (!double.IsNaN(Max)) writer.Add(WellKnownDimensions.Max, Max);
            writer.Add(WellKnownDimensions.Mean, Mean);
            writer.Add(WellKnownDimensions.StandardDeviation, StandardDeviation);
        }

        if (Ignored > 0) writer.Add(WellKnownDimensions.Ignored, Ignored);
    }
}
