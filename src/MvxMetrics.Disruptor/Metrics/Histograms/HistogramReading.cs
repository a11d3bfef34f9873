using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A copy of a histogram, to query, merge and subtract. It is reusable: it grows to the size of the histogram, then it allocates nothing. A
/// new reading is empty and fits any scale. One thread at a time.
/// </summary>
/// <example><code>HistogramReading reading = new();
/// histogram.Read(reading); // as often as you like
/// long worst = reading.ValueAtPercentile(99.99);</code></example>
public sealed class HistogramReading
{
    private HistogramScale? _scale;
    private long[] _memory = [];
    private int _cells = HistogramRow.StateCells;

    /// <summary>The number of values recorded.</summary>
    public long Count => State.Count;

    /// <summary>The sum of the values. If it is larger than long.MaxValue, it is shown as long.MaxValue.</summary>
    public long Sum => State.ShownSum;

    /// <summary>The smallest value; 0 when empty. After <see cref="Subtract"/> it is exact, or as precise as its bucket.</summary>
    public long Min => State is { Count: > 0, HasExtremes: true } state ? state.Min : 0;

    /// <summary>The largest value; 0 when empty. After <see cref="Subtract"/> it is exact, or as precise as its bucket.</summary>
    public long Max => State is { Count: > 0, HasExtremes: true } state ? state.Max : 0;

    /// <summary>The mean of the values, from the exact sum; 0 when empty.</summary>
    public double Mean => State.Mean;

    /// <summary>
    /// The standard deviation of the values; 0 when empty. Each value counts as the middle of its bucket. So the error is at most half the
    /// promised relative error, times the quadratic mean of the values.
    /// </summary>
    public double StandardDeviation => HistogramStatistics.StandardDeviation(_scale.GetValueOrDefault(), State, Cells);

    /// <summary>The highest value that is in range; 0 for a new reading, which has no scale yet.</summary>
    public long HighestValue => _scale.GetValueOrDefault().Highest;

    /// <summary>The number of values out of range.</summary>
    public long OutOfRange => State.OutOfRange;

    /// <summary>The buckets that have values, ascending. Their counts add up to <see cref="Count"/>.</summary>
    public HistogramBuckets Buckets => new(_scale.GetValueOrDefault(), Cells);

    private ref readonly HistogramState State => ref HistogramRow.StateOf((ReadOnlySpan<long>)Row);

    private ReadOnlySpan<long> Cells => HistogramRow.BucketsOf((ReadOnlySpan<long>)Row);

    private Span<long> Row
    {
        get
        {
            if (_memory.Length == 0) _memory = new long[HistogramRow.StateCells];
            return _memory.AsSpan(0, _cells);
        }
    }

    /// <summary>
    /// Returns the smallest value for which at least this percentage of the values are at or below it. It returns the highest value of that
    /// value's bucket, limited to the smallest and the largest value. 0 when empty. It allocates nothing.
    /// </summary>
    /// <param name="percentile">0 to 100, to 15 digits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The percentile is less than 0, more than 100, or not a number.</exception>
    public long ValueAtPercentile(double percentile)
    {
        if (!(percentile >= 0 && percentile <= 100))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile must lie between 0 and 100.");
        return HistogramStatistics.ValueAt(_scale.GetValueOrDefault(), State, Cells, (decimal)percentile);
    }

    /// <summary>
    /// Returns the number of values at or below a value. All values in the bucket of that value count. It allocates nothing.
    /// </summary>
    /// <param name="value">Any value. Below 0 the result is 0.</param>
    public long CountAtOrBelow(long value) => _scale is { } scale ? HistogramStatistics.CountAtOrBelow(in scale, State, Cells, value) : 0;

    /// <summary>
    /// Returns, for each of several bounds, the number of values at or below it. All values in the bucket of a bound count. One walk
    /// through the buckets is enough for all bounds. It allocates nothing.
    /// </summary>
    /// <param name="bounds">Any values, in ascending order.</param>
    /// <param name="counts">Receives a count for each bound. It must be at least as long as the bounds.</param>
    /// <exception cref="ArgumentException">The bounds are not in ascending order, or there is no room for their counts.</exception>
    public void CountAtOrBelow(ReadOnlySpan<long> bounds, Span<long> counts)
    {
        if (counts.Length < bounds.Length)
            throw new ArgumentException($"There is room for {counts.Length} counts, and there are {bounds.Length} bounds.", nameof(counts));
        for (int i = 1; i < bounds.Length; i++)
        {
            if (bounds[i] < bounds[i - 1])
                throw new ArgumentException($"Bounds must be in ascending order: {bounds[i]} comes after {bounds[i - 1]}.", nameof(bounds));
        }

        if (_scale is { } scale) HistogramStatistics.CountAtOrBelow(in scale, State, Cells, bounds, counts);
        else counts[..bounds.Length].Clear();
    }

    /// <summary>Adds the values of another reading. It allocates nothing, unless this reading is new.</summary>
    /// <param name="other">A reading of the same scale, or a new one.</param>
    /// <exception cref="ArgumentNullException">The other reading is null.</exception>
    /// <exception cref="ArgumentException">The scales differ; this reading is unchanged.</exception>
    public void Add(HistogramReading other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._scale is not { } scale) return;

        if (_scale is null) Clear(in scale);
        RequireScale(in scale, nameof(other));
        HistogramRow.Add(ref HistogramRow.StateOf(Row), HistogramRow.BucketsOf(Row), other.State, other.Cells);
    }

    /// <summary>
    /// Subtracts an earlier reading of the same histogram. The values that came since remain, with their extremes; a reset of the extremes
    /// does not change this. It allocates nothing.
    /// </summary>
    /// <param name="earlier">An earlier reading of the same histogram. Or a new one: then all values came since.</param>
    /// <exception cref="ArgumentNullException">The earlier reading is null.</exception>
    /// <exception cref="ArgumentException">
    /// The scales differ, or the earlier reading has values that this one does not have. This reading is unchanged.
    /// </exception>
    public void Subtract(HistogramReading earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        if (earlier._scale is not { } scale)
        {
            HistogramRow.StateOf(Row).ShowAllExtremes();
            return;
        }

        RequireScale(in scale, nameof(earlier));
        RequireEarlier(earlier);
        if (_scale is null) return; // both are empty
        HistogramRow.Subtract(in scale, ref HistogramRow.StateOf(Row), HistogramRow.BucketsOf(Row), earlier.State, earlier.Cells);
    }

    /// <summary>Makes the reading empty, without a scale. It stays so if the next copy fails.</summary>
    internal void Forget()
    {
        _scale = null;
        _cells = HistogramRow.StateCells;
        Row.Clear();
    }

    /// <summary>Returns room for a histogram of a scale: its state and its buckets. The caller writes over it.</summary>
    internal Span<byte> Prepare(in HistogramScale scale)
    {
        int cells = HistogramRow.CellsOf(in scale);
        if (_memory.Length < cells) _memory = new long[cells];
        _cells = cells;
        _scale = scale;
        return MemoryMarshal.AsBytes(Row);
    }

    /// <summary>Makes the reading empty, with a scale.</summary>
    internal void Clear(in HistogramScale scale) => Prepare(in scale).Clear();

    /// <summary>Copies a copied row into the reading.</summary>
    internal void Take(in HistogramScale scale, ReadOnlySpan<long> row) => MemoryMarshal.AsBytes(row).CopyTo(Prepare(in scale));

    /// <summary>Copies a copied state and its buckets into the reading.</summary>
    internal void Take(in HistogramScale scale, in HistogramState state, ReadOnlySpan<long> buckets)
    {
        Prepare(in scale);
        HistogramRow.StateOf(Row) = state;
        buckets.CopyTo(HistogramRow.BucketsOf(Row));
    }

    /// <summary>Copies a state and those of its buckets that can have values into the reading. The other buckets were not copied.</summary>
    internal void TakeShown(in HistogramScale scale, in HistogramState state, ReadOnlySpan<long> buckets)
    {
        Clear(in scale);
        HistogramRow.StateOf(Row) = state;
        HistogramRow.CopyShown(in scale, in state, buckets, HistogramRow.BucketsOf(Row));
    }

    private void RequireScale(in HistogramScale scale, string argument)
    {
        if (_scale is { } own && !own.Equals(scale))
        {
            throw new ArgumentException(
                $"The readings' scales differ: {own}, and {scale}. "
                + "Use histograms with the same LowestValue, HighestValue and SignificantDigits.",
                argument);
        }
    }

    private void RequireEarlier(HistogramReading earlier)
    {
        bool isEarlier = earlier.Count <= Count && earlier.OutOfRange <= OutOfRange && earlier.State.Sum <= State.Sum;
        for (int i = 0; i < Cells.Length && isEarlier; i++) isEarlier = earlier.Cells[i] <= Cells[i];
        if (!isEarlier)
        {
            throw new ArgumentException(
                "The reading to subtract has values that this one has not: it is no earlier reading of the same histogram. "
                + $"It has {earlier.Count} values, this one {Count}.",
                nameof(earlier));
        }
    }
}
