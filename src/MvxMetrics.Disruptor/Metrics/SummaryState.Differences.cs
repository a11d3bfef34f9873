namespace MvxMetrics.Disruptor;

/// <content>Two groups of values made one, and the inverse.</content>
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
        double share = (double)later.Count / (Count + later.Count);
        double distance = later.RunningMean - RunningMean;
        double squares = SquaredDeviations + later.SquaredDeviations + (distance * distance * Count * share);
        if (double.IsFinite(squares))
        {
            SquaredDeviations = squares;
        }
        else
        {
            double scaled = Scaled(later.RunningMean) - Scaled(RunningMean);
            SetScaledSquares(ScaledSquares + later.ScaledSquares + (scaled * scaled * Count * share));
        }

        RunningMean = Between(RunningMean, later.RunningMean, share);
        Count += later.Count;
        AddToSum(later._sum);
        _lost += later._lost;
        if (double.IsNaN(_sum)) SetSum(RunningMean * Count); // beyond a double on both sides
    }

    /// <summary>
    /// Keeps the values that came since: their count exactly, their sum as rounded once. With n values in all, of mean m and
    /// variance v, and d from m to the mean of those that came, the variance is off by at most about 1e-15 n (v + |m d|)
    /// beside 1e-31 n m^2; never negative, never NaN. The extremes are those of the values that came where these broke a record, or are all there are;
    /// otherwise NaN, and not shown.
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

        // No mean lies outside the extremes, whatever was rounded.
        AddToSum(-earlier._sum);
        _lost -= earlier._lost;
        double mean = double.IsFinite(_sum) ? Sum / count : MeanSince(in earlier, count);
        mean = mean < smallest ? smallest : mean > largest ? largest : mean;
        SubtractSquares(in earlier, count, mean);
        RunningMean = mean;
        Count = count;
        if (!double.IsFinite(_sum)) SetSum(mean * count);
    }

    private void SetSum(double sum) => (_sum, _lost) = (sum, 0);

    private readonly double MeanSince(in SummaryState earlier, long count)
    {
        double mean = Scaled(RunningMean);
        return Math.ScaleB(mean + ((mean - Scaled(earlier.RunningMean)) * ((double)earlier.Count / count)), Scale);
    }

    private void SubtractSquares(in SummaryState earlier, long count, double mean)
    {
        double weight = earlier.Count * ((double)count / Count);
        double distance = mean - earlier.Mean;
        double squares = SquaredDeviations - earlier.SquaredDeviations - (distance * distance * weight);
        if (count == 1)
        {
            SquaredDeviations = 0;
        }
        else if (double.IsFinite(squares))
        {
            SquaredDeviations = Math.Max(0, squares);
        }
        else
        {
            double scaled = Scaled(mean) - Scaled(earlier.Mean);
            SetScaledSquares(ScaledSquares - earlier.ScaledSquares - (scaled * scaled * weight));
        }
    }
}
