namespace MvxMetrics.Disruptor;

/// <summary>
/// State of a <see cref="Summary{TEvent}"/>. The deviation by Welford's recurrence, merged and subtracted by the formula for
/// two groups of values and its inverse: no sum of squares, so a large common offset costs no digits. Squares beyond a double
/// are kept scaled: mean and deviation are finite, whatever finite values come.
/// </summary>
public partial struct SummaryState : IAccumulator<SummaryState, double>
{
    /// <summary>Values taken.</summary>
    public long Count;

    /// <summary>The smallest since the extremes were started anew: NaN when none came since, or in a difference that does not know it; zero while <see cref="Count"/> is zero.</summary>
    public double Min;

    /// <summary>The largest since the extremes were started anew: NaN when none came since, or in a difference that does not know it; zero while <see cref="Count"/> is zero.</summary>
    public double Max;

    /// <summary>The mean, kept by small corrections; always finite.</summary>
    public double RunningMean;

    /// <summary>Sum of the squared deviations from the mean; infinite when they are beyond a double.</summary>
    public double SquaredDeviations;

    /// <summary>Values that were not finite.</summary>
    public long Ignored;

    private const int Scale = 600;

    /// <summary>Infinite once it was beyond a double: so it stays there without a comparison an event.</summary>
    private double _sum;

    /// <summary>What rounding has taken from the sum; not finite once an intermediate of it was beyond a double: then it is forgotten.</summary>
    private double _lost;

    /// <summary>Squared deviations, each deviation times 2^-600: used while <see cref="SquaredDeviations"/> is infinite.</summary>
    private double _scaledSquares;

    private EarlierExtremes _earlier;

    /// <summary>Sum of the values, compensated for what rounding takes; stays at the largest double once it gets there.</summary>
    public readonly double Sum => Math.Clamp(double.IsFinite(_lost) ? _sum + _lost : _sum, double.MinValue, double.MaxValue);

    /// <summary>Their mean, finite; zero while <see cref="Count"/> is zero.</summary>
    public readonly double Mean => Count == 0 ? 0 : double.IsFinite(_sum) ? Sum / Count : RunningMean;

    /// <summary>
    /// Standard deviation of the values taken (divided by their count, not by one less), finite; zero while <see cref="Count"/>
    /// is zero.
    /// </summary>
    public readonly double StandardDeviation =>
        Count == 0 ? 0
        : double.IsFinite(SquaredDeviations) ? Math.Sqrt(SquaredDeviations / Count)
        : Math.Min(double.MaxValue, Math.ScaleB(Math.Sqrt(_scaledSquares / Count), Scale));

    /// <inheritdoc/>
    public readonly bool IsEmpty => (Count | Ignored) == 0;

    private readonly double SmallestOfAll => _earlier.SmallestWith(Min);

    private readonly double LargestOfAll => _earlier.LargestWith(Max);

    private readonly double ScaledSquares => double.IsFinite(SquaredDeviations) ? Math.ScaleB(SquaredDeviations, -2 * Scale) : _scaledSquares;

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
        AddToSum(value);

        // The division does not depend on the mean, so that it costs no event's way from one mean to the next.
        double share = 1.0 / Count;
        double deviation = value - RunningMean;
        double mean = RunningMean + (deviation * share);
        double squares = SquaredDeviations + (deviation * (value - mean)); // the new mean, as rounded: that makes it exact far from zero
        if (!double.IsFinite(squares))
        {
            AddBeyondDouble(value, share);
            return true;
        }

        RunningMean = mean;
        SquaredDeviations = squares;
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
        writer.Add("count", Count);
        writer.Add("sum", Sum);
        if (Count > 0)
        {
            if (!double.IsNaN(Min)) writer.Add("min", Min);
            if (!double.IsNaN(Max)) writer.Add("max", Max);
            writer.Add("mean", Mean);
            writer.Add("stddev", StandardDeviation);
        }

        if (Ignored > 0) writer.Add("ignored", Ignored);
    }

    private static double Scaled(double value) => Math.ScaleB(value, -Scale);

    // Where the distance is beyond a double, its parts are not.
    private static double Between(double from, double to, double share) =>
        double.IsFinite(to - from) ? from + ((to - from) * share) : (from * (1 - share)) + (to * share);

    // Knuth's two-sum: exact, whichever of both is larger. None of it is in any event's way to the next mean.
    private void AddToSum(double value)
    {
        double sum = _sum + value;
        double taken = sum - _sum;
        _lost += (_sum - (sum - taken)) + (value - taken);
        _sum = sum;
    }

    private void AddBeyondDouble(double value, double share)
    {
        double mean = Between(RunningMean, value, share);
        SetScaledSquares(ScaledSquares + ((Scaled(value) - Scaled(RunningMean)) * (Scaled(value) - Scaled(mean))));
        RunningMean = mean;
    }

    private void SetScaledSquares(double squares)
    {
        squares = Math.Max(0, squares);
        SquaredDeviations = Math.ScaleB(squares, 2 * Scale); // infinite only if it must be
        _scaledSquares = squares;
    }
}
