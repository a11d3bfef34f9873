using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The numbers in the labels <c>le</c> and <c>quantile</c>. They are text for the server, so all programs must write them in the same form:
/// as OpenMetrics proposes, in the way of Go, <c>0.5</c>, <c>10.0</c>, <c>1e+06</c>.
/// </summary>
internal static class NumberText
{
    /// <summary>Digits times a power of ten, exactly.</summary>
    /// <param name="digits">Not negative.</param>
    /// <param name="exponent">The power of ten.</param>
    public static string Of(long digits, int exponent)
    {
        if (digits == 0) return "0.0";
        string text = digits.ToString(CultureInfo.InvariantCulture);
        string significant = text.TrimEnd('0');
        int magnitude = text.Length - 1 + exponent; // of the first digit
        if (magnitude is < -4 or >= 6)
        {
            string fraction = significant.Length > 1 ? $".{significant[1..]}" : string.Empty;
            char sign = magnitude < 0 ? '-' : '+';
            return string.Create(CultureInfo.InvariantCulture, $"{significant[0]}{fraction}e{sign}{Math.Abs(magnitude):00}");
        }

        if (magnitude < 0) return $"0.{new string('0', -magnitude - 1)}{significant}";
        string whole = significant.PadRight(magnitude + 1, '0');
        return whole.Length == magnitude + 1 ? $"{whole}.0" : $"{whole[..(magnitude + 1)]}.{whole[(magnitude + 1)..]}";
    }

    /// <summary>The quantile of a percentile's dimension: <c>p99.9</c> is <c>0.999</c>.</summary>
    /// <param name="dimension">The name of a dimension.</param>
    /// <returns>Null: it is not the name of a percentile.</returns>
    public static string? Quantile(string dimension)
    {
        ReadOnlySpan<char> name = dimension;
        if (!name.StartsWith(WellKnownDimensions.PercentilePrefix, StringComparison.Ordinal)) return null;

        ReadOnlySpan<char> number = name[WellKnownDimensions.PercentilePrefix.Length..];
        if (!decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal percentile)) return null;
        if (percentile is < 0 or > 100) return null;

        int exponent = -2;
        while (percentile != decimal.Truncate(percentile) && exponent > -18)
        {
            percentile *= 10;
            exponent--;
        }

        return Of((long)percentile, exponent);
    }
}
