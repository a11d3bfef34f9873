namespace MvxMetrics.Disruptor;

/// <summary>
/// State of a <see cref="Summary{TEvent}"/>. The deviation by Welford's recurrence, merged and subtracted by the formula for
/// two groups of values and its inverse: no sum of squares, so a large common offset costs no digits.
/// </summary>
public struct SummaryState : IAccumulator<SummaryState, double>
{
    /// <summary>Values taken.</summary>
    public long Count;

    /// <summary>Their sum; stays at the largest double once it gets there.</summary>
    public double Sum;

    /// <summary>The smallest since the extremes were started anew: NaN when none came since; zero while <see cref="Count"/> is zero.</summary>
    public double Min;

    /// <summary>The largest since the extremes were started anew: NaN when none came since; zero while <see cref="Count"/> is zero.</summary>
    public double Max;

    /// <summary>The mean, kept by small corrections.</summary>
    public double RunningMean;

    /// <summary>Sum of the squared deviations from the mean; not finite when they are beyond a double.</summary>
    public double SquaredDeviations;

    /// <summary>Values that were not finite.</summary>
    public long Ignored;

    /// <summary>Their mean; zero while <see cref="Count"/> is zero.</summary>
    public readonly double Mean => Count == 0 ? 0 : Sum / Count;

    /// <summary>
    /// Standard deviation of the values taken (divided by their count, not by one less); zero while <see cref="Count"/> is
    /// zero; not finite when the squares are beyond a double.
    /// </summary>
    public readonly double StandardDeviation => Count == 0 ? 0 : Math.Sqrt(SquaredDeviations / Count);

    /// <inheritdoc/>
    public readonly bool IsEmpty => (Count | Ignored) == 0;

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
        Sum = Saturating.Add(Sum, value);

        // The division does not depend on the mean, so that it costs no event's way from one mean to the next.
        double share = 1.0 / Count;
        double deviation = value - RunningMean;
        RunningMean += deviation * share;
        SquaredDeviations += deviation * (value - RunningMean); // the new mean, as rounded: that makes it exact far from zero
        return true;
    }

    /// <inheritdoc/>
    public void Merge(in SummaryState later)
    {
        Ignored += later.Ignored;
        if (later.Count == 0) return;

        if (Count == 0 || (!double.IsNaN(later.Min) && !(Min <= later.Min))) Min = later.Min;
        if (Count == 0 || (!double.IsNaN(later.Max) && !(Max >= later.Max))) Max = later.Max;
        double distance = later.RunningMean - RunningMean;
        double share = (double)later.Count / (Count + later.Count);
        SquaredDeviations += later.SquaredDeviations + (distance * distance * Count * share);
        RunningMean += distance * share;
        Sum = Saturating.Add(Sum, later.Sum);
        Count += later.Count;
    }

    /// <summary>
    /// Keeps the values that came since: their count exactly; their sum exactly as long as all sums are exact in a double
    /// (whole numbers up to 2^53); their deviation with an error of about 1e-16 of the squared deviations of all values. The
    /// extremes stay, and are not shown when no value came.
    /// </summary>
    /// <param name="earlier">A copy of this one from an earlier time.</param>
    public void Subtract(in SummaryState earlier)
    {
        long count = Count - earlier.Count;
        if (count > 0)
        {
            double mean = RunningMean + ((RunningMean - earlier.RunningMean) * ((double)earlier.Count / count));
            double distance = mean - earlier.RunningMean;
            double between = distance * distance * earlier.Count * ((double)count / Count);
            SquaredDeviations = Math.Max(0, SquaredDeviations - earlier.SquaredDeviations - between);
            RunningMean = mean;
        }
        else
        {
            SquaredDeviations = 0;
            RunningMean = 0;
        }

        Count = count;
        Sum = Saturating.Add(Sum, -earlier.Sum);
        Ignored -= earlier.Ignored;
    }

    /// <summary>There are no extremes until the next value.</summary>
    public void ResetExtremes()
    {
        if (Count > 0) Min = Max = double.NaN;
    }

    /// <inheritdoc/>
    public readonly void WriteDimensions(DimensionWriter writer)
    {
        writer.Add("count", Count);
        writer.Add("sum", Sum);
        if (Count > 0)
        {
            if (!double.IsNaN(Min))
            {
                writer.Add("min", Min);
                writer.Add("max", Max);
            }

            writer.Add("mean", Mean);
            if (double.IsFinite(StandardDeviation)) writer.Add("stddev", StandardDeviation);
        }

        if (Ignored > 0) writer.Add("ignored", Ignored);
    }
}
