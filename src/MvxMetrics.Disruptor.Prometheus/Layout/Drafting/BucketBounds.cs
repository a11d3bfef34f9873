using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>Chooses the bounds of a histogram's buckets.</summary>
internal static class BucketBounds
{
    /// <summary>
    /// The metric's own bounds. If it has none, the bounds of the options, up to the metric's highest value. If there are none, 1, 2, 5,
    /// 10, ...
    /// </summary>
    /// <param name="told">What the metric passes to readers.</param>
    /// <param name="key">The histogram's key, or null.</param>
    /// <param name="given">The bounds of the options, or null.</param>
    /// <param name="highest">The highest value that is in range.</param>
    public static long[] Of((SeriesKey Series, long Highest)[] told, string? key, IReadOnlyList<long>? given, long highest)
    {
        List<long> bounds = [];
        foreach ((SeriesKey series, _) in told)
            if (series.Key == key && HistogramBounds.TryParse(series.Name, out long own)) bounds.Add(own);
        if (bounds.Count > 0) return [.. bounds];
        if (given is null) return HistogramBounds.Ladder(highest);

        foreach (long bound in given)
            if (bound <= highest) bounds.Add(bound);
        return [.. bounds];
    }
}
