using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>The value of one dimension: a 64-bit integer, exact, or a double. Immutable; 0 bytes on the heap.</summary>
public readonly struct MetricValue : IEquatable<MetricValue>
{
    private readonly long _bits;

    private MetricValue(long bits, bool isInteger)
    {
        _bits = bits;
        IsInteger = isInteger;
    }

    /// <summary>Whether the value was written as an integer.</summary>
    public bool IsInteger { get; }

    /// <summary>An exact integer value.</summary>
    public static implicit operator MetricValue(long value) => new(value, isInteger: true);

    /// <summary>A floating-point value.</summary>
    public static implicit operator MetricValue(double value) => new(BitConverter.DoubleToInt64Bits(value), isInteger: false);

    /// <summary>Same type and same value (NaN equals NaN).</summary>
    public static bool operator ==(MetricValue left, MetricValue right) => left.Equals(right);

    /// <summary>Other type or other value.</summary>
    public static bool operator !=(MetricValue left, MetricValue right) => !left.Equals(right);

    /// <summary>The value as an integer; a double is truncated towards zero, and saturates beyond the range of a long.</summary>
    public long ToInt64() => IsInteger ? _bits : (long)BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The value as a double; exact for integers up to 2^53.</summary>
    public double ToDouble() => IsInteger ? _bits : BitConverter.Int64BitsToDouble(_bits);

    /// <inheritdoc/>
    public bool Equals(MetricValue other) =>
        IsInteger == other.IsInteger && (IsInteger ? _bits == other._bits : ToDouble().Equals(other.ToDouble()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MetricValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsInteger ? _bits.GetHashCode() : ToDouble().GetHashCode();

    /// <summary>The value in invariant notation.</summary>
    public override string ToString() => IsInteger
        ? _bits.ToString(CultureInfo.InvariantCulture)
        : ToDouble().ToString(CultureInfo.InvariantCulture);
}
