namespace MvxMetrics.Disruptor.Metrics;

/// <content>Merges two groups of values, and the inverse.</content>
public partial struct SummaryState
{
    /// <inheritdoc/>
    public void Merge(in SummaryState later)
    {
        if (later.Count == 0 || Count == 0)
        {
            long ignored = Ignored + later.Ignored;
            if (Count == 0) this = later;
            Ignored = ignored;
            return;
        }

        Ignored += later.Ignored;
        if (!double.IsNaN(later.Min) && !(Min <= later.Min)) Min = later.Min;
        if (!double.IsNaN(later.Max) && !(Max >= later.Max)) Max = later.Max;
        _earlier.Add(in later._earlier);
        _variance.Merge(Count, in later._variance, later.Count);
        Count += later.Count;
        if (!_sum.TryAdd(in later._sum)) _sum = new CompensatedSum(RunningMean * Count);
    }

    /// <summary>
    /// Keeps the values that came since: their count exactly, their sum rounded once. With n values in all, of mean m and variance v, and d
    /// from m to the mean of the values that came since, the error of the variance is at most about 1e-15 n (v + |m d|) plus 1e-31 n m^2.
    /// The variance is never negative and never NaN. The extremes are those of the values that came since if these are new extremes, or if
    /// they are all values. Otherwise the extremes are NaN, and not shown.
    /// </summary>
    /// <param name="earlier">A copy of this one from an earlier time; all zero: before the first value.</param>
    public void Subtract(in SummaryState earlier)
    {
        Ignored -= earlier.Ignored;
        long count = Count - earlier.Count;
        double smallest = SmallestOfAll;
        double largest = LargestOfAll;
        Min = earlier.Count == 0 || smallest < earlier.SmallestOfAll ? smallest : double.NaN;
        Max = earlier.Count == 0 || largest > earlier.LargestOfAll ? largest : double.NaN;
        _earlier = default;
        if (earlier.Count == 0) return;

        if (count <= 0)
        {
            this = new SummaryState { Ignored = Ignored };
            return;
        }

        // No mean lies outside the extremes, whatever rounding did.
        bool isSumKnown = _sum.TrySubtract(in earlier._sum);
        double mean = isSumKnown ? Sum / count : _variance.MeanSince(in earlier._variance, earlier.Count, count);
        mean = mean < smallest ? smallest : mean > largest ? largest : mean;
        _variance.Subtract(in earlier._variance, earlier.Count, earlier.Mean, count, mean);
        Count = count;
        if (!isSumKnown) _sum = new CompensatedSum(mean * count);
    }
}
