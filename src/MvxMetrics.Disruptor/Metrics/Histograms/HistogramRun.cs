using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Records the values of a run in a histogram. Sum, extremes and the numbers of the buckets take several values in one instruction; the
/// buckets then take one value after the other. The result is the same as with <see cref="HistogramRow.Record"/> for each value.
/// </summary>
internal static class HistogramRun
{
    /// <summary>Up to this value a double is exact, and its bits are those of the bucket.</summary>
    private const long MaxExact = (1L << 52) - 1;

    /// <summary>If a long below 2^52 is put into the fraction bits of this double, it is added to it.</summary>
    private const long TwoTo52Bits = 0x433L << 52;

    private const double TwoTo52 = 1L << 52;

    /// <summary>For fewer values, vectors do not pay.</summary>
    private const int FewestForVectors = 8;

    /// <summary>Records values in the buckets from a cell on. The loop's thread; never fails.</summary>
    public static void Record(
        in HistogramScale scale, OutOfRangePolicy policy, ref HistogramState state, long[] cells, int first, ReadOnlySpan<long> values)
    {
        if (values.Length < FewestForVectors || !TryRecordTogether(in scale, ref state, cells, first, values))
            RecordEach(in scale, policy, ref state, cells, first, values);
    }

    // The run has a value out of range, which is rare, or it is too short for vectors.
    private static void RecordEach(
        in HistogramScale scale, OutOfRangePolicy policy, ref HistogramState state, long[] cells, int first, ReadOnlySpan<long> values)
    {
        foreach (long value in values) HistogramRow.Record(in scale, policy, ref state, cells, first, value);
    }

    [SkipLocalsInit]
    private static bool TryRecordTogether(
        in HistogramScale scale, ref HistogramState state, long[] cells, int first, ReadOnlySpan<long> values)
    {
        Unsafe.SkipInit(out RunBuffer<long> room);
        Span<long> indexes = room;
        indexes = indexes[..values.Length];
        if (!TryFindBuckets(in scale, values, indexes, out Spread spread)) return false;

        // All values are in range, so all their buckets are among the cells. Only the first and the last bucket are checked.
        ref long buckets = ref cells[first];
        _ = cells[first + scale.Count - 1];
        foreach (long index in indexes) Unsafe.Add(ref buckets, (nint)index)++;

        state.Count += values.Length;
        state.SumLow += (ulong)spread.Sum;
        if (state.SumLow < (ulong)spread.Sum) state.SumHigh++; // carry
        state.InvertedMin = Math.Max(state.InvertedMin, ~(ulong)spread.Min);
        state.Max = Math.Max(state.Max, spread.Max);
        return true;
    }

    /// <summary>
    /// Finds the buckets of all values, each as <see cref="HistogramScale.IndexOf"/> does. False when a value is out of range, or too large
    /// for a double: then the indexes mean nothing.
    /// </summary>
    private static bool TryFindBuckets(in HistogramScale scale, ReadOnlySpan<long> values, Span<long> indexes, out Spread spread)
    {
        spread = Spread.Of(values);
        if (spread.Min < 0 || spread.Max > Math.Min(scale.Highest, MaxExact)) return false;

        // Above the linear part a bucket is the exponent of a value and the first bits of its fraction. A double has both in the same form.
        ref long value = ref MemoryMarshal.GetReference(values);
        ref long index = ref MemoryMarshal.GetReference(indexes);
        (int unitBits, int halfBits) = (scale.UnitBits, scale.HalfBits);
        Vector<long> offset = new(((1023L + halfBits - 1) << halfBits) + scale.Offset);
        Vector<long> linear = new(scale.Linear);
        Vector<long> bits = new(TwoTo52Bits);
        Vector<double> two = new(TwoTo52);
        int i = 0;
        for (; i <= values.Length - Vector<long>.Count; i += Vector<long>.Count)
        {
            Vector<long> some = Vector.LoadUnsafe(ref value, (nuint)i);
            Vector<long> doubles = Vector.AsVectorInt64(Vector.AsVectorDouble(some | bits) - two);
            Vector<long> above = Vector.ShiftRightLogical(doubles, 52 - halfBits) - offset;
            Vector<long> below = Vector.ShiftRightLogical(some, unitBits);
            Vector.ConditionalSelect(Vector.GreaterThan(some, linear), above, below).StoreUnsafe(ref index, (nuint)i);
        }

        for (; i < values.Length; i++) Unsafe.Add(ref index, i) = scale.IndexOf(Unsafe.Add(ref value, i));
        return true;
    }
}
