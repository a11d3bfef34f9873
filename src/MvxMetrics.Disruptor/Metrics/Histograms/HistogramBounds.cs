using System.Globalization;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Bounds for the buckets of an exported histogram. They are the histogram's own bounds, read back from the names of its dimensions; for a
/// histogram without bounds they are a ladder. Pass them to <see cref="HistogramReading.CountAtOrBelow(ReadOnlySpan{long}, Span{long})"/>.
/// Any thread.
/// </summary>
/// <example><code>long[] bounds = HistogramBounds.Ladder(reading.HighestValue); // 1, 2, 5, 10, 20, 50, ...
/// long[] counts = new long[bounds.Length];
/// reading.CountAtOrBelow(bounds, counts);</code></example>
public static class HistogramBounds
{
    /// <summary>
    /// Returns the bounds 1, 2, 5, 10, 20, 50 and so on, up to a highest value. It allocates them. If the highest value is below 1, there
    /// are no bounds.
    /// </summary>
    /// <param name="highestValue">The highest value that a bound may have; any value.</param>
    public static long[] Ladder(long highestValue)
    {
        List<long> bounds = [];
        for (Int128 decade = 1; decade <= highestValue; decade *= 10) // 128 bits, because the last decade is more than a long
        {
            foreach (int step in (ReadOnlySpan<int>)[1, 2, 5])
                if (decade * step <= highestValue) bounds.Add((long)(decade * step));
        }

        return [.. bounds];
    }

    /// <summary>Reads a bound back from a dimension's name: 1000 from <c>le_1000</c>. Allocates nothing.</summary>
    /// <param name="dimension">The name of any dimension, without its key.</param>
    /// <param name="bound">The bound, or 0.</param>
    /// <returns>False: the name is not that of a bound.</returns>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public static bool TryParse(string dimension, out long bound)
    {
        const string Prefix = WellKnownDimensions.AtOrBelowPrefix;
        ArgumentNullException.ThrowIfNull(dimension);
        bound = 0;
        return dimension.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(dimension.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out bound);
    }

    /// <summary>The name of a bound's dimension: <c>le_1000</c>.</summary>
    internal static string NameOf(long bound) => $"{WellKnownDimensions.AtOrBelowPrefix}{bound.ToString(CultureInfo.InvariantCulture)}";
}
