namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// State of a <see cref="Summary{TEvent}"/>: the sum is compensated for rounding, the deviation is by Welford's recurrence. A large common
/// offset costs no digits. Mean and deviation are finite for all finite values.
/// </summary>
public partial struct SummaryState : IAccumulator<SummaryState, double>
{
    /// <summary>The number of values taken.</summary>
    public long Count;

    /// <summary>
    /// The smallest value since the extremes were reset. NaN if no value came since, or in a difference that does not know it. Zero while
    /// <see cref="Count"/> is zero.
    /// </summary>
    public double Min;

    /// <summary>
    /// The largest value since the extremes were reset. NaN if no value came since, or in a difference that does not know it. Zero while
    /// <see cref="Count"/> is zero.
    /// </summary>
    public double Max;

    /// <summary>The number of values that were not finite.</summary>
    public long Ignored;

    private CompensatedSum _sum;
    private RunningVariance _variance;
    private EarlierExtremes _earlier;

    /// <summary>The sum of the values, compensated for rounding. When it reaches the largest double, it stays there.</summary>
    public readonly double Sum => _sum.Value;

    /// <summary>The mean of the values; finite. Zero while <see cref="Count"/> is zero.</summary>
    public readonly double Mean => Count == 0 ? 0 : _sum.IsBeyondDouble ? RunningMean : Sum / Count;

    /// <summary>
    /// The standard deviation of the values; finite. It is divided by their count, not by one less. Zero while <see cref="Count"/> is zero.
    /// </summary>
    public readonly double StandardDeviation => Count == 0 ? 0 : _variance.StandardDeviation(Count);

    /// <inheritdoc/>
    public readonly bool IsEmpty => (Count | Ignored) == 0;

    /// <summary>The mean without the sum: always available, a little less exact.</summary>
    internal readonly double RunningMean => _variance.Mean;

    private readonly double SmallestOfAll => _earlier.SmallestWith(Min);

    private readonly double LargestOfAll => _earlier.LargestWith(Max);

    /// <summary>Takes a value. A value that is not finite is ignored and counted.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False: ignored.</returns>
    public bool Add(double value)
    {
        if (!double.IsFinite(value))
        {
            Ignored++;
            return false;
        }

        // The comparison is negated, so that the value replaces NaN.
        if (Count == 0 || !(Min <= value)) Min = value;
        if (Count == 0 || !(Max >= value)) Max = value;
        Count++;
        _sum.Add(value); // no event waits for it between one mean and the next
        _variance.Add(value, 1.0 / Count);
        return true;
    }

    /// <summary>Removes the extremes, until the next value.</summary>
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
