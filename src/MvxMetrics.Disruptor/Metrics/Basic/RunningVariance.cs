using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Mean and squared deviations of finite values, by Welford's recurrence; merged and subtracted by the formula for two groups
/// of values and its inverse: no sum of squares, so a large common offset costs no digits. Squares beyond a double are kept
/// scaled: mean and deviation are finite, whatever finite values come. All zero: there are no values. Their count is the
/// owner's, who needs it for more than this.
/// </summary>
/// <remarks>
/// Of n values that came one by one or merged, none of a magnitude above a, mean and deviation are off by at most 4e-16 n a;
/// deviations of less than 1e-154 have squares of zero.
/// </remarks>
internal struct RunningVariance
{
    private const int Scale = 600;

    private double _mean;

    /// <summary>Sum of the squared deviations from the mean; infinite when they are beyond a double.</summary>
    private double _squares;

    /// <summary>The same, each deviation times 2^-600: used while <see cref="_squares"/> is infinite.</summary>
    private double _scaledSquares;

    /// <summary>The mean, kept by small corrections; always finite.</summary>
    public readonly double Mean => _mean;

    private readonly double ScaledSquares => double.IsFinite(_squares) ? Math.ScaleB(_squares, -2 * Scale) : _scaledSquares;

    /// <summary>Standard deviation of so many values, one at least (divided by their count, not by one less); finite.</summary>
    public readonly double StandardDeviation(long count) =>
        double.IsFinite(_squares) ? Math.Sqrt(_squares / count)
        : Math.Min(double.MaxValue, Math.ScaleB(Math.Sqrt(_scaledSquares / count), Scale));

    /// <summary>Takes a finite value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="share">
    /// One divided by the count, this value included: that does not depend on the mean, so that the division is in no event's
    /// way from one mean to the next.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value, double share)
    {
        double mean = MeanWith(value, share);
        double squares = SquaresWith(value, mean);
        if (double.IsFinite(squares)) Set(mean, squares);
        else AddBeyondDouble(value, share);
    }

    /// <summary>The first half of <see cref="Add"/>, for a loop in registers: the mean after a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double MeanWith(double value, double share) => _mean + ((value - _mean) * share);

    /// <summary>
    /// The squares after a value, with the mean after it as rounded: that makes it exact far from zero. Where they are not
    /// finite, only <see cref="Add"/> can take the value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double SquaresWith(double value, double mean) => _squares + ((value - _mean) * (value - mean));

    /// <summary>The second half of <see cref="Add"/>: takes what <see cref="MeanWith"/> and <see cref="SquaresWith"/> gave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(double mean, double squares)
    {
        _mean = mean;
        _squares = squares;
    }

    /// <summary>Takes other values; neither group is empty.</summary>
    public void Merge(long count, in RunningVariance later, long laterCount)
    {
        double share = (double)laterCount / (count + laterCount);
        double distance = later._mean - _mean;
        double squares = _squares + later._squares + (distance * distance * count * share);
        if (double.IsFinite(squares))
        {
            _squares = squares;
        }
        else
        {
            double scaled = Scaled(later._mean) - Scaled(_mean);
            SetScaledSquares(ScaledSquares + later.ScaledSquares + (scaled * scaled * count * share));
        }

        _mean = Between(_mean, later._mean, share);
    }

    /// <summary>
    /// The mean of the values that came since, of the means alone: for sums beyond a double. Rounding may lead it out of their
    /// extremes, and so beyond a double; it is never NaN.
    /// </summary>
    public readonly double MeanSince(in RunningVariance earlier, long earlierCount, long count)
    {
        double mean = Scaled(_mean);
        return Math.ScaleB(mean + ((mean - Scaled(earlier._mean)) * ((double)earlierCount / count)), Scale);
    }

    /// <summary>
    /// Keeps the values that came since, off by at most what <see cref="SummaryState.Subtract"/> states; the squares are never
    /// negative. Both means are given, since their sums tell them better than small corrections do.
    /// </summary>
    /// <param name="earlier">A copy of this one from an earlier time.</param>
    /// <param name="earlierCount">How many values it had: one at least.</param>
    /// <param name="earlierMean">The mean of these.</param>
    /// <param name="count">How many came since: one at least.</param>
    /// <param name="mean">The mean of those.</param>
    public void Subtract(in RunningVariance earlier, long earlierCount, double earlierMean, long count, double mean)
    {
        double weight = earlierCount * ((double)count / (earlierCount + count));
        double distance = mean - earlierMean;
        double squares = _squares - earlier._squares - (distance * distance * weight);
        if (count == 1)
        {
            _squares = 0;
        }
        else if (double.IsFinite(squares))
        {
            _squares = Math.Max(0, squares);
        }
        else
        {
            double scaled = Scaled(mean) - Scaled(earlierMean);
            SetScaledSquares(ScaledSquares - earlier.ScaledSquares - (scaled * scaled * weight));
        }

        _mean = mean;
    }

    private static double Scaled(double value) => Math.ScaleB(value, -Scale);

    // Where the distance is beyond a double, its parts are not.
    private static double Between(double from, double to, double share) =>
        double.IsFinite(to - from) ? from + ((to - from) * share) : (from * (1 - share)) + (to * share);

    private void AddBeyondDouble(double value, double share)
    {
        double mean = Between(_mean, value, share);
        SetScaledSquares(ScaledSquares + ((Scaled(value) - Scaled(_mean)) * (Scaled(value) - Scaled(mean))));
        _mean = mean;
    }

    private void SetScaledSquares(double squares)
    {
        squares = Math.Max(0, squares);
        _squares = Math.ScaleB(squares, 2 * Scale); // infinite only if it must be
        _scaledSquares = squares;
    }
}
