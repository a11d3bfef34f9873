namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The range, the precision and the dimensions of a histogram. The constructor of the metric reads and validates them; later changes have
/// no effect. The defaults are for durations in nanoseconds up to an hour: 4562 buckets, 36,560 bytes.
/// </summary>
/// <remarks>
/// Each digit more takes about ten times the memory. Each doubling of the range takes 16, 128, 1024, 16384 or 131072 buckets of 8 bytes,
/// for 1, 2, 3, 4 or 5 digits.
/// </remarks>
/// <example><code>// Up to a minute, in microseconds.
/// new HistogramOptions { HighestValue = 60_000_000, SignificantDigits = 3, Percentiles = [50, 99] }</code></example>
public sealed class HistogramOptions
{
    private const int MaxPercentiles = 100;
    private const int MaxBounds = 1000;

    /// <summary>
    /// The smallest difference that matters, 1 or more. Default: 1. Values from 0 to this one are in range too. Near zero, values that
    /// differ by less than this share a bucket. A larger number saves memory.
    /// </summary>
    public long LowestValue { get; set; } = 1;

    /// <summary>
    /// The highest value that is in range, at least twice <see cref="LowestValue"/>. Default: 3,600,000,000,000, an hour in ns.
    /// </summary>
    public long HighestValue { get; set; } = 3_600_000_000_000;

    /// <summary>
    /// The number of digits to which a value is kept, 1 to 5. A shown value differs from the true one by at most 10^-digits of the value,
    /// or by less than <see cref="LowestValue"/>. Default: 2.
    /// </summary>
    public int SignificantDigits { get; set; } = 2;

    /// <summary>
    /// The percentiles that snapshots show: at most 100, ascending, from 0 to 100. Dimensions <c>p50</c>, <c>p99.9</c>. Default: 50, 90,
    /// 99, 99.9.
    /// </summary>
    public IReadOnlyList<double> Percentiles { get; set; } = [50, 90, 99, 99.9];

    /// <summary>
    /// The bounds for which snapshots show the number of values at or below them: at most 1000, ascending, from 0 to
    /// <see cref="HighestValue"/>. Dimensions <c>le_1000</c>. All values in the bucket of a bound count. Default: none.
    /// </summary>
    public IReadOnlyList<long> Bounds { get; set; } = [];

    /// <summary>
    /// What happens to a value below 0 or above <see cref="HighestValue"/>. Default: <see cref="OutOfRangePolicy.Count"/>.
    /// </summary>
    public OutOfRangePolicy OutOfRange { get; set; } = OutOfRangePolicy.Count;

    /// <summary>The scale. The options must be valid.</summary>
    internal HistogramScale Scale => new(LowestValue, HighestValue, SignificantDigits);

    /// <summary>Returns the options, or the defaults, as a valid copy.</summary>
    internal static HistogramOptions Valid(HistogramOptions? options)
    {
        HistogramOptions valid = options is null ? new() : (HistogramOptions)options.MemberwiseClone();
        valid.Validate();
        return valid;
    }

    /// <summary>
    /// The number of cells for this many rows of buckets. If a metric may not have so many, the error says what to reduce.
    /// </summary>
    internal int CellsFor(int rows, string metric, string reduce)
    {
        long cells = (long)HistogramRow.CellsOf(Scale) * rows;
        if (cells * sizeof(long) < 1 << 30) return (int)cells;

        throw new ArgumentOutOfRangeException(
            nameof(SignificantDigits),
            SignificantDigits,
            $"Metric '{metric}' would take {cells * sizeof(long)} bytes, and one metric may take 1 GiB. "
            + $"Reduce SignificantDigits, HighestValue{reduce}.");
    }

    private void Validate()
    {
        if (LowestValue is < 1 or > long.MaxValue / 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(LowestValue), LowestValue, $"LowestValue must lie between 1 and {long.MaxValue / 2}.");
        }

        if (HighestValue / 2 < LowestValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(HighestValue), HighestValue, $"HighestValue must be at least twice LowestValue, which is {LowestValue}.");
        }

        if (SignificantDigits is < 1 or > 5)
        {
            throw new ArgumentOutOfRangeException(
                nameof(SignificantDigits), SignificantDigits, "SignificantDigits must lie between 1 and 5.");
        }

        if (!Enum.IsDefined(OutOfRange))
            throw new ArgumentOutOfRangeException(nameof(OutOfRange), OutOfRange, "OutOfRange must be a defined value.");
        ArgumentNullException.ThrowIfNull(Percentiles, nameof(Percentiles));
        ArgumentNullException.ThrowIfNull(Bounds, nameof(Bounds));
        Percentiles = [.. Percentiles]; // a copy: the library uses what it validated
        Bounds = [.. Bounds];
        RequirePercentiles();
        RequireBounds();
    }

    private void RequirePercentiles()
    {
        RequireFew(Percentiles.Count, MaxPercentiles, nameof(Percentiles));
        for (int i = 0; i < Percentiles.Count; i++)
        {
            double percentile = Percentiles[i];
            if (!(percentile >= 0 && percentile <= 100))
                throw new ArgumentOutOfRangeException(nameof(Percentiles), percentile, "Percentiles must lie between 0 and 100.");
            if (i > 0 && percentile <= Percentiles[i - 1])
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Percentiles), percentile, "Percentiles must be in ascending order, none twice.");
            }
        }
    }

    private void RequireBounds()
    {
        RequireFew(Bounds.Count, MaxBounds, nameof(Bounds));
        for (int i = 0; i < Bounds.Count; i++)
        {
            if (Bounds[i] < 0 || Bounds[i] > HighestValue)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Bounds), Bounds[i], $"Bounds must lie between 0 and HighestValue, which is {HighestValue}.");
            }

            if (i > 0 && Bounds[i] <= Bounds[i - 1])
                throw new ArgumentOutOfRangeException(nameof(Bounds), Bounds[i], "Bounds must be in ascending order, none twice.");
        }
    }

    private static void RequireFew(int count, int most, string option)
    {
        if (count > most) throw new ArgumentOutOfRangeException(option, count, $"{option} must number at most {most}.");
    }
}
