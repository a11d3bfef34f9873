using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The mean and the squared deviations of finite values, by Welford's recurrence. They are merged by the formula for two groups of values,
/// and subtracted by its inverse. There is no sum of squares, so a large common offset costs no digits. Squares outside the range of a
/// double are kept scaled: mean and deviation are finite for all finite values. All zero: there are no values. The owner keeps their count,
/// because it needs the count for more than this.
/// </summary>
/// <remarks>
/// For n values that came one by one or merged, with magnitudes of at most a, the error of mean and deviation is at most 4e-16 n a.
/// Deviations of less than 1e-154 have squares of zero.
/// </remarks>
internal struct RunningVariance
{
    private const int Scale = 600;

    private double _mean;

    /// <summary>The sum of the squared deviations from the mean. Infinite when it is outside the range of a double.</summary>
    private double _squares;

    /// <summary>The same sum, with each deviation times 2^-600. Used while <see cref="_squares"/> is infinite.</summary>
    private double _scaledSquares;

    /// <summary>The mean, kept by small corrections. It is always finite.</summary>
    public readonly double Mean => _mean;

    private readonly double ScaledSquares => double.IsFinite(_squares) ? Math.ScaleB(_squares, -2 * Scale) : _scaledSquares;

    /// <summary>
    /// The standard deviation of this many values, one at least. It is divided by their count, not by one less. It is finite.
    /// </summary>
    public readonly double StandardDeviation(long count) =>
        double.IsFinite(_squares) ? Math.Sqrt(_squares / count)
        : Math.Min(double.MaxValue, Math.ScaleB(Math.Sqrt(_scaledSquares / count), Scale));

    /// <summary>Takes a finite value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="share">
    /// One divided by the count, with this value included. It does not depend on the mean, so no event waits for the division between one
    /// mean and the next.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value, double share)
    {
        double mean = MeanWith(value, share);
        double squares = SquaresWith(value, mean);
        if (double.IsFinite(squares)) Set(mean, squares);
        else AddBeyondDouble(value, share);
    }

    /// <summary>The first half of <see cref="Add"/>, for a loop in registers: returns the mean after a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double MeanWith(double value, double share) => _mean + ((value - _mean) * share);

    /// <summary>
    /// Returns the squares after a value. It takes the mean after that value, as rounded, so it is exact far from zero. If the squares are
    /// not finite, only <see cref="Add"/> can take the value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double SquaresWith(double value, double mean) => _squares + ((value - _mean) * (value - mean));

    /// <summary>The second half of <see cref="Add"/>: stores the results of <see cref="MeanWith"/> and <see cref="SquaresWith"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(double mean, double squares)
    {
        _mean = mean;
        _squares = squares;
    }

    /// <summary>Adds another group of values. Neither group is empty.</summary>
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
    /// The mean of the values that came since, computed from the means only: it is for sums outside the range of a double. Rounding may
    /// move it outside the extremes of the values, and so outside the range of a double. It is never NaN.
    /// </summary>
    public readonly double MeanSince(in RunningVariance earlier, long earlierCount, long count)
    {
        double mean = Scaled(_mean);
        return Math.ScaleB(mean + ((mean - Scaled(earlier._mean)) * ((double)earlierCount / count)), Scale);
    }

    /// <summary>
    /// Keeps the values that came since, with an error of at most what <see cref="SummaryState.Subtract"/> states. The squares are never
    /// negative. Both means are arguments, because the sums give them more exactly than small corrections do.
    /// </summary>
    /// <param name="earlier">A copy of this one from an earlier time.</param>
    /// <param name="earlierCount">The number of its values, one at least.</param>
    /// <param name="earlierMean">The mean of its values.</param>
    /// <param name="count">The number of values that came since, one at least.</param>
    /// <param name="mean">The mean of the values that came since.</param>
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

    // The distance may be outside the range of a double; its parts are not.
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
        _squares = Math.ScaleB(squares, 2 * Scale); // infinite only if no double can hold it
        _scaledSquares = squares;
    }
}
