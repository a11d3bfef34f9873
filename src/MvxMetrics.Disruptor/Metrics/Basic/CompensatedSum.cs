using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A sum of finite values, and beside it what rounding has taken: each addition is Knuth's two-sum, which knows its own error.
/// All zero: nothing was added.
/// </summary>
/// <remarks>
/// Of n values whose magnitudes add up to a, the value is off by its own rounding and at most 1e-31 n^2 a, also where sums were
/// added or subtracted. A sum that was beyond a double stays there. Nothing makes it NaN.
/// </remarks>
internal struct CompensatedSum
{
    /// <summary>As each addition rounded it. Infinite once beyond a double: so it stays there without a comparison an event.</summary>
    private double _rounded;

    /// <summary>What rounding has taken; not finite once an intermediate of it was beyond a double: then it is forgotten.</summary>
    private double _lost;

    /// <summary>Begins with a value; an infinite one is beyond a double.</summary>
    public CompensatedSum(double value) => (_rounded, _lost) = (value, 0);

    /// <summary>The sum, compensated; an end of the range of a double once it is beyond.</summary>
    public readonly double Value =>
        Math.Clamp(double.IsFinite(_lost) ? _rounded + _lost : _rounded, double.MinValue, double.MaxValue);

    /// <summary>The value is an end of the range, and nothing is known of the sum but that.</summary>
    public readonly bool IsBeyondDouble => !double.IsFinite(_rounded);

    /// <summary>Adds a finite value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        // Exact, whichever of both is larger.
        double rounded = _rounded + value;
        double taken = rounded - _rounded;
        _lost += (_rounded - (rounded - taken)) + (value - taken);
        _rounded = rounded;
    }

    /// <summary>Adds another sum.</summary>
    /// <returns>False: both are beyond a double, one at each end, so that nothing is known of their sum. This one is as it was.</returns>
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
    /// <returns>False: one of both, or the rest, is beyond a double. This one is as it was.</returns>
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
