namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What can be computed from the buckets of a copied histogram. Any thread. Allocates nothing.</summary>
internal static class HistogramStatistics
{
    /// <summary>
    /// How many of the values, in ascending order, make up this percentage: at least one. The result is exact. The percentage is a decimal,
    /// because 99.9 % of 1000 is 999, and no double says so. The computation uses whole numbers, because 19 digits by 15 digits are more
    /// than a decimal has.
    /// </summary>
    /// <param name="percentile">0 to 100, to 15 digits, as a double becomes a decimal.</param>
    /// <param name="count">Number of values.</param>
    public static long RankOf(decimal percentile, long count)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(percentile, parts);
        ulong digits = ((ulong)(uint)parts[1] << 32) | (uint)parts[0];
        UInt128 whole = 100;
        for (int scale = (parts[3] >> 16) & 0xFF; scale > 0; scale--) whole *= 10; // at most 28
        (UInt128 rank, UInt128 rest) = UInt128.DivRem((UInt128)digits * (ulong)count, whole); // less than 2^50 by less than 2^63
        return Math.Clamp((long)rank + (rest == 0 ? 0 : 1), 1, Math.Max(1, count));
    }

    /// <summary>The value that a bucket stands for: its highest value, limited to the largest value of all.</summary>
    public static long ShownValue(in HistogramScale scale, in HistogramState state, int bucket) =>
        Math.Clamp(scale.HighestOf(bucket), state.SmallestOfAll, state.LargestOfAll);

    /// <summary>The value at a percentile. Zero when empty.</summary>
    public static long ValueAt(in HistogramScale scale, in HistogramState state, ReadOnlySpan<long> buckets, decimal percentile)
    {
        if (state.Count == 0) return 0;

        long missing = RankOf(percentile, state.Count);
        int bucket = -1;
        while (missing > 0) missing -= buckets[++bucket];
        return ShownValue(in scale, in state, bucket);
    }

    /// <summary>Values in the buckets up to that of a value.</summary>
    public static long CountAtOrBelow(in HistogramScale scale, in HistogramState state, ReadOnlySpan<long> buckets, long value)
    {
        if (value < 0) return 0;
        if (value >= scale.Highest) return state.Count;

        long count = 0;
        foreach (long bucket in buckets[..(scale.IndexOf(value) + 1)]) count += bucket;
        return count;
    }

    /// <summary>The same for ascending bounds, in one walk.</summary>
    public static void CountAtOrBelow(
        in HistogramScale scale, in HistogramState state, ReadOnlySpan<long> buckets, ReadOnlySpan<long> bounds, Span<long> counts)
    {
        BucketWalk walk = new(buckets, HistogramRow.ShownBuckets(in scale, in state));
        for (int i = 0; i < bounds.Length; i++)
            counts[i] = bounds[i] < 0 ? 0 : walk.CountBefore(scale.IndexOf(Math.Min(bounds[i], scale.Highest)) + 1);
    }

    /// <summary>
    /// The standard deviation. Each value counts as the middle of its bucket. So the error is at most half the promised relative error,
    /// times the quadratic mean of the values. It costs the recording side nothing.
    /// </summary>
    public static double StandardDeviation(in HistogramScale scale, in HistogramState state, ReadOnlySpan<long> buckets)
    {
        if (state.Count == 0) return 0;

        double mean = state.Mean;
        double squares = 0;
        for (int i = 0; i < buckets.Length; i++)
        {
            if (buckets[i] == 0) continue;
            double distance = Math.Clamp(scale.MiddleOf(i), state.SmallestOfAll, state.LargestOfAll) - mean;
            squares += distance * distance * buckets[i];
        }

        return Math.Sqrt(squares / state.Count);
    }
}
