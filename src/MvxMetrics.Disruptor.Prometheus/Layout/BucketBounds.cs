using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>The bounds of a histogram's buckets.</summary>
internal static class BucketBounds
{
    /// <summary>The metric's own bounds; else those of the options, as far as the metric's range goes; else 1, 2, 5, 10, ...</summary>
    /// <param name="dimensions">Names of the metric's dimensions.</param>
    /// <param name="options">Those of the options, or null.</param>
    /// <param name="highest">The highest value that is in range.</param>
    public static long[] Of(IEnumerable<string> dimensions, IReadOnlyList<long>? options, long highest)
    {
        long[] own = [.. dimensions.Select(OwnBound).OfType<long>()];
        if (own.Length > 0) return own;
        return options is null ? Ladder(highest) : [.. options.Where(bound => bound <= highest)];
    }

    private static long? OwnBound(string dimension) =>
        dimension.StartsWith("le_", StringComparison.Ordinal)
        && long.TryParse(dimension.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out long bound) ? bound : null;

    private static long[] Ladder(long highest)
    {
        List<long> bounds = [];
        for (long decade = 1; decade <= highest; decade *= 10)
        {
            foreach (long step in (ReadOnlySpan<long>)[1, 2, 5])
                if (decade <= highest / step) bounds.Add(decade * step);
            if (decade > long.MaxValue / 10) break;
        }

        return [.. bounds];
    }
}
