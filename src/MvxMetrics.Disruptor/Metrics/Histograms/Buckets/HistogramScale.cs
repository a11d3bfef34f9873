using System.Numerics;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Sorts the values from 0 to a highest value into buckets that are as wide as the promised precision allows. Up to 2^s units each bucket
/// is one unit wide. From there on the width doubles whenever the value does: so every doubling has 2^(s-1) buckets, each at most value /
/// 2^(s-1) wide. With 2^(s-1) >= 10^digits this is the promised relative error.
/// <code>
///   unit 1, s = 5     value   0 1 2 ... 31 | 32-33 34-35 ... 62-63 | 64-67 ... 124-127 | ...
///                     bucket  0 1 2 ... 31 | 32    33    ... 47    | 48    ... 63      | ...
/// </code>
/// </summary>
internal readonly struct HistogramScale : IEquatable<HistogramScale>
{
    private readonly long _highest;
    private readonly ulong _linear;
    private readonly int _base;
    private readonly int _halfBits;
    private readonly int _offset;

    /// <summary>Arguments have been validated.</summary>
    public HistogramScale(long lowest, long highest, int digits)
    {
        int unit = BitOperations.Log2((ulong)lowest);
        int bits = 1;
        for (long halves = 1, needed = PowerOfTen(digits); halves < needed; halves *= 2) bits++;
        bits = Math.Min(bits, 63 - unit); // with coarser units the linear part reaches the largest long

        _highest = highest;
        _linear = (1UL << (unit + bits)) - 1;
        _base = 64 - bits;
        _halfBits = bits - 1;
        _offset = unit << _halfBits;
        Count = IndexOf(highest) + 1;
    }

    /// <summary>Number of buckets.</summary>
    public int Count { get; }

    /// <summary>The highest value that is in range; the lowest one is 0.</summary>
    public long Highest => _highest;

    /// <summary>The width of the narrowest buckets: the lowest value, rounded down to a power of two.</summary>
    public long Unit => 1L << (_offset >> _halfBits);

    /// <summary>The number of bits of the unit.</summary>
    public int UnitBits => _offset >> _halfBits;

    /// <summary>The number of bits of the number of buckets in a doubling.</summary>
    public int HalfBits => _halfBits;

    /// <summary>By how much the unit reduces all bucket numbers.</summary>
    public int Offset => _offset;

    /// <summary>The largest value of the linear part.</summary>
    public long Linear => (long)_linear;

    /// <summary>Whether a value is in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(long value) => (ulong)value <= (ulong)_highest;

    /// <summary>The bucket of a value that is in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(long value)
    {
        int shift = _base - BitOperations.LeadingZeroCount((ulong)value | _linear);
        return (shift << _halfBits) + (int)((ulong)value >> shift) - _offset;
    }

    /// <summary>The lowest value of a bucket.</summary>
    public long LowestOf(int index)
    {
        int shift = ShiftOf(index);
        return (long)(index + _offset - ((long)shift << _halfBits)) << shift;
    }

    /// <summary>The highest value of a bucket. For the last bucket it may be out of range.</summary>
    public long HighestOf(int index) => LowestOf(index) + (1L << ShiftOf(index)) - 1;

    /// <summary>The value in the middle of a bucket.</summary>
    public long MiddleOf(int index) => LowestOf(index) + ((1L << ShiftOf(index)) >> 1);

    /// <inheritdoc/>
    public bool Equals(HistogramScale other) =>
        _highest == other._highest && _linear == other._linear && _halfBits == other._halfBits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HistogramScale other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_highest, _linear, _halfBits);

    /// <summary>Everything in which two scales may differ.</summary>
    public override string ToString() => $"0 to {_highest} in units of {Unit}, {1L << _halfBits} buckets a doubling";

    private static long PowerOfTen(int exponent) => exponent == 0 ? 1 : 10 * PowerOfTen(exponent - 1);

    // The first 2^s buckets are one unit wide; each further 2^(s-1) are twice as wide as those before.
    private int ShiftOf(int index) => (_offset >> _halfBits) + Math.Max(0, (index >> _halfBits) - 1);
}
