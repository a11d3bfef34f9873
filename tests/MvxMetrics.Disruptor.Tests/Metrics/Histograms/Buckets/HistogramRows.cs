using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Rows of histograms, filled value by value.</summary>
internal static class HistogramRows
{
    /// <summary>A row that has recorded these values.</summary>
    public static long[] Of(HistogramScale scale, params long[] values)
    {
        long[] cells = new long[HistogramRow.CellsOf(in scale)];
        foreach (long value in values) Record(scale, cells, value);
        return cells;
    }

    /// <summary>Records one more.</summary>
    public static bool Record(HistogramScale scale, long[] cells, long value, OutOfRangePolicy policy = OutOfRangePolicy.Count) =>
        HistogramRow.Record(in scale, policy, ref HistogramRow.StateAt(cells, 0), cells, HistogramRow.StateCells, value);

    /// <summary>A copy of the state of a row.</summary>
    public static HistogramState StateOf(long[] cells) => HistogramRow.StateOf((ReadOnlySpan<long>)cells);

    /// <summary>Count, sum, smallest and largest value, and values out of range.</summary>
    public static (long Count, long Sum, long Min, long Max, long OutOfRange) Told(long[] cells)
    {
        HistogramState state = StateOf(cells);
        return (state.Count, (long)state.Sum, state.Min, state.Max, state.OutOfRange);
    }

    /// <summary>Numbers and counts of the buckets that hold values.</summary>
    public static (int Bucket, long Count)[] Filled(long[] cells) =>
        [.. cells.Skip(HistogramRow.StateCells).Select(static (count, bucket) => (bucket, count)).Where(static b => b.count != 0)];
}
