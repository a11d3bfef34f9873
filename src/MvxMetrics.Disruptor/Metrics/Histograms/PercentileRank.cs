namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A percentage as a fraction of whole numbers. It is made once; then a division replaces the decimals of
/// <see cref="HistogramStatistics.RankOf"/>. Immutable.
/// </summary>
internal readonly struct PercentileRank
{
    private const int LargestScale = 17; // 100 * 10^17 fits

    private readonly decimal _percentile;
    private readonly ulong _parts;
    private readonly ulong _whole;

    /// <summary>The share of a percentage between 0 and 100.</summary>
    public PercentileRank(decimal percentile)
    {
        _percentile = percentile;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(percentile, bits);
        if (bits[2] != 0 || percentile.Scale > LargestScale) return; // too many digits: use decimals

        _parts = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        _whole = 100;
        for (int i = 0; i < percentile.Scale; i++) _whole *= 10;
    }

    /// <summary>How many of the values, in ascending order, make up the percentage: at least one.</summary>
    /// <param name="count">Number of values, not negative.</param>
    public long RankIn(long count)
    {
        if (_whole == 0) return HistogramStatistics.RankOf(_percentile, count);

        ulong high = Math.BigMul((ulong)count, _parts, out ulong low);
        ulong rank = high == 0 && low <= ulong.MaxValue - _whole
            ? (low + _whole - 1) / _whole
            : (ulong)((new UInt128(high, low) + _whole - 1) / _whole);
        return Math.Max(1, (long)rank);
    }
}
