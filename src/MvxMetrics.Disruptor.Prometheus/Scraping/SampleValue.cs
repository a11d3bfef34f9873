using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>A value of one scrape: 16 bytes. Default: there is no value this time.</summary>
internal readonly struct SampleValue
{
    private readonly long _bits;
    private readonly byte _kind;

    private SampleValue(long bits, byte kind)
    {
        _bits = bits;
        _kind = kind;
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsPresent => _kind != 0;

    /// <summary>Whether it is an integer.</summary>
    public bool IsInteger => _kind == 1;

    /// <summary>The integer.</summary>
    public long Integer => _bits;

    /// <summary>The double.</summary>
    public double Double => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>Whether it is less than zero, or not a number.</summary>
    public bool IsNegativeOrNaN => IsInteger ? _bits < 0 : !(Double >= 0);

    public static implicit operator SampleValue(long value) => new(value, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator SampleValue(MetricValue value) =>
        value.IsInteger ? new(value.ToInt64(), 1) : new(BitConverter.DoubleToInt64Bits(value.ToDouble()), 2);
}
