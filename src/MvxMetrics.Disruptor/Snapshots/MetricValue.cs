using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>The value of one dimension: an exact 64-bit integer, or a double. Immutable. It takes no memory on the heap.</summary>
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

    /// <summary>Converts an integer; it stays exact.</summary>
    public static implicit operator MetricValue(long value) => new(value, isInteger: true);

    /// <summary>Converts a floating-point value.</summary>
    public static implicit operator MetricValue(double value) => new(BitConverter.DoubleToInt64Bits(value), isInteger: false);

    /// <summary>Same type and same value (NaN equals NaN).</summary>
    public static bool operator ==(MetricValue left, MetricValue right) => left.Equals(right);

    /// <summary>Other type or other value.</summary>
    public static bool operator !=(MetricValue left, MetricValue right) => !left.Equals(right);

    /// <summary>
    /// The value as an integer. A double is truncated towards zero; outside the range of a long it becomes the end of that range.
    /// </summary>
    public long ToInt64() => IsInteger ? _bits : (long)BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The value as a double. Integers up to 2^53 stay exact.</summary>
    public double ToDouble() => IsInteger ? _bits : BitConverter.Int64BitsToDouble(_bits);

    /// <inheritdoc/>
    public bool Equals(MetricValue other) =>
        IsInteger == other.IsInteger && (IsInteger ? _bits == other._bits : ToDouble().Equals(other.ToDouble()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MetricValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsInteger ? _bits.GetHashCode() : ToDouble().GetHashCode();

    /// <summary>The value as text, with the invariant culture.</summary>
    public override string ToString() => IsInteger
        ? _bits.ToString(CultureInfo.InvariantCulture)
        : ToDouble().ToString(CultureInfo.InvariantCulture);
}
