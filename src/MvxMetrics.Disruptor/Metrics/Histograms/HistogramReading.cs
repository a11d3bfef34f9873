using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A copy of a histogram, to be asked, merged and subtracted. Reusable: it grows to the histogram's size, then allocates
/// nothing. New: empty, of any scale. One thread at a time.
/// </summary>
/// <example><code>HistogramReading reading = new();
/// histogram.Read(reading); // as often as you like
/// long worst = reading.ValueAtPercentile(99.99);</code></example>
public sealed class HistogramReading
{
    private HistogramScale? _scale;
    private long[] _memory = [];
    private int _cells = HistogramRow.StateCells;

    /// <summary>Values recorded.</summary>
    public long Count => State.Count;

    /// <summary>Their sum; long.MaxValue if it is larger than that.</summary>
    public long Sum => State.ShownSum;

    /// <summary>The smallest value; 0 when empty. After <see cref="Subtract"/> exact or as precise as its bucket.</summary>
    public long Min => State is { Count: > 0, HasExtremes: true } state ? state.Min : 0;

    /// <summary>The largest value; 0 when empty. After <see cref="Subtract"/> exact or as precise as its bucket.</summary>
    public long Max => State is { Count: > 0, HasExtremes: true } state ? state.Max : 0;

    /// <summary>The mean of the values, from the exact sum; 0 when empty.</summary>
    public double Mean => State.Mean;

    /// <summary>
    /// The standard deviation of the values, each taken for the middle of its bucket: off by at most half the promised
    /// relative error of the values' quadratic mean. 0 when empty.
    /// </summary>
    public double StandardDeviation => HistogramStatistics.StandardDeviation(_scale.GetValueOrDefault(), State, Cells);

    /// <summary>The highest value that was in range; 0 for a new reading, which is of no histogram yet.</summary>
    public long HighestValue => _scale.GetValueOrDefault().Highest;

    /// <summary>Values that were out of range.</summary>
    public long OutOfRange => State.OutOfRange;

    /// <summary>The buckets that hold values, ascending. Their counts add up to <see cref="Count"/>.</summary>
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
    /// The smallest value such that at least so many percent of the values are at or below it: the highest value of its
    /// bucket, within the smallest and the largest value. 0 when empty. Allocates nothing.
    /// </summary>
    /// <param name="percentile">0 to 100, to 15 digits.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, more than 100, or not a number.</exception>
    public long ValueAtPercentile(double percentile)
    {
        if (!(percentile >= 0 && percentile <= 100))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile must lie between 0 and 100.");
        return HistogramStatistics.ValueAt(_scale.GetValueOrDefault(), State, Cells, (decimal)percentile);
    }

    /// <summary>How many values are at or below one, all values of its bucket included. Allocates nothing.</summary>
    /// <param name="value">Any value; below 0 there are none.</param>
    public long CountAtOrBelow(long value) => _scale is { } scale ? HistogramStatistics.CountAtOrBelow(in scale, State, Cells, value) : 0;

    /// <summary>
    /// How many values are at or below each of some bounds, all values of a bound's bucket included: one walk through the
    /// buckets for all of them. Allocates nothing.
    /// </summary>
    /// <param name="bounds">Any values, in ascending order.</param>
    /// <param name="counts">Takes a count for each bound; at least as long.</param>
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

    /// <summary>Adds the values of another reading. Allocates nothing, unless this reading is new.</summary>
    /// <param name="other">Of the same scale, or new.</param>
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
    /// Takes away what the same histogram was earlier: what is left came since, its extremes included, whenever they were started
    /// anew. Allocates nothing.
    /// </summary>
    /// <param name="earlier">Of the same histogram; or new: then all values came since.</param>
    /// <exception cref="ArgumentNullException">The earlier reading is null.</exception>
    /// <exception cref="ArgumentException">
    /// The scales differ, or the other one has values that this one has not; this reading is unchanged.
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

    /// <summary>Empty, of no scale: so it stays when the copy that follows fails.</summary>
    internal void Forget()
    {
        _scale = null;
        _cells = HistogramRow.StateCells;
        Row.Clear();
    }

    /// <summary>Room for a histogram of a scale, to be written over: its state and its buckets.</summary>
    internal Span<byte> Prepare(in HistogramScale scale)
    {
        int cells = HistogramRow.CellsOf(in scale);
        if (_memory.Length < cells) _memory = new long[cells];
        _cells = cells;
        _scale = scale;
        return MemoryMarshal.AsBytes(Row);
    }

    /// <summary>Empty, of a scale.</summary>
    internal void Clear(in HistogramScale scale) => Prepare(in scale).Clear();

    /// <summary>Takes a copied row.</summary>
    internal void Take(in HistogramScale scale, ReadOnlySpan<long> row) => MemoryMarshal.AsBytes(row).CopyTo(Prepare(in scale));

    /// <summary>Takes a copied state and its buckets.</summary>
    internal void Take(in HistogramScale scale, in HistogramState state, ReadOnlySpan<long> buckets)
    {
        Prepare(in scale);
        HistogramRow.StateOf(Row) = state;
        buckets.CopyTo(HistogramRow.BucketsOf(Row));
    }

    /// <summary>Takes a state and those of its buckets that can hold values: the others were not copied.</summary>
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
