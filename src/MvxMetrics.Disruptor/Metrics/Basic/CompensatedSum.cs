using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A sum of finite values, and beside it the part that rounding took away. Each addition is Knuth's two-sum, which knows its own error. All
/// zero: nothing was added.
/// </summary>
/// <remarks>
/// Of n values whose magnitudes add up to a, the value is off by its own rounding and at most 1e-31 n^2 a, also where sums were added or
/// subtracted. A sum that was outside the range of a double stays there. Nothing makes it NaN.
/// </remarks>
internal struct CompensatedSum
{
    /// <summary>
    /// The sum as each addition rounded it. Infinite once it is outside the range of a double: then it stays infinite, without a comparison
    /// for each event.
    /// </summary>
    private double _rounded;

    /// <summary>
    /// The part that rounding took away. Not finite once an intermediate result was outside the range of a double: then it is not used.
    /// </summary>
    private double _lost;

    /// <summary>Begins with a value. An infinite value stands for a sum outside the range of a double.</summary>
    public CompensatedSum(double value) => (_rounded, _lost) = (value, 0);

    /// <summary>The compensated sum. Once the sum is outside the range of a double, it is the nearer end of that range.</summary>
    public readonly double Value =>
        Math.Clamp(double.IsFinite(_lost) ? _rounded + _lost : _rounded, double.MinValue, double.MaxValue);

    /// <summary>Whether the sum is outside the range of a double: then only the end of the range is known.</summary>
    public readonly bool IsBeyondDouble => !double.IsFinite(_rounded);

    /// <summary>Adds a finite value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        // This is exact, whichever of the two values is larger.
        double rounded = _rounded + value;
        double taken = rounded - _rounded;
        _lost += (_rounded - (rounded - taken)) + (value - taken);
        _rounded = rounded;
    }

    /// <summary>Adds another sum.</summary>
    /// <returns>False: both are outside the range of a double, at opposite ends, so their sum is unknown. This sum is unchanged.</returns>
    public bool TryAdd(in CompensatedSum other)
    {
        CompensatedSum both = this;
        both.Add(other._rounded);
        both._lost += other._lost;
        if (double.IsNaN(both._rounded)) return false;

        this = both;
        return true;
    }

    /// <summary>Keeps what was added since.</summary>
    /// <param name="earlier">A copy of this one from an earlier time.</param>
    /// <returns>False: one of the two, or the difference, is outside the range of a double. This sum is unchanged.</returns>
    public bool TrySubtract(in CompensatedSum earlier)
    {
        CompensatedSum rest = this;
        rest.Add(-earlier._rounded);
        rest._lost -= earlier._lost;
        if (rest.IsBeyondDouble) return false;

        this = rest;
        return true;
    }
}
