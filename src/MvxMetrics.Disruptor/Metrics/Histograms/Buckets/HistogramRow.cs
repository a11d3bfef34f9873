using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// One histogram in memory: its state, then its buckets. A metric or a reading may have several such rows, one behind the other. The class
/// has all operations on them. The loop's thread records; the other operations work on copies.
/// </summary>
internal static class HistogramRow
{
    /// <summary>The cells that the state takes before the buckets.</summary>
    public const int StateCells = 8;

    /// <summary>Cells of one row.</summary>
    public static int CellsOf(in HistogramScale scale) => StateCells + scale.Count;

    /// <summary>The state of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref HistogramState StateOf(Span<long> row) =>
        ref MemoryMarshal.AsRef<HistogramState>(MemoryMarshal.AsBytes(row[..StateCells]));

    /// <summary>The state of a copied row.</summary>
    public static ref readonly HistogramState StateOf(ReadOnlySpan<long> row) =>
        ref MemoryMarshal.AsRef<HistogramState>(MemoryMarshal.AsBytes(row[..StateCells]));

    /// <summary>The buckets of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<long> BucketsOf(Span<long> row) => row[StateCells..];

    /// <summary>The buckets of a copied row.</summary>
    public static ReadOnlySpan<long> BucketsOf(ReadOnlySpan<long> row) => row[StateCells..];

    /// <summary>
    /// The state of a row that begins with this cell. There is no check: metrics know where their rows are, and buckets are checked.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref HistogramState StateAt(long[] cells, int start) =>
        ref Unsafe.As<long, HistogramState>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(cells), (uint)start));

    /// <summary>
    /// Records a value in the buckets from a cell on. False when it is in no bucket. It takes a few nanoseconds and never fails. Take the
    /// value out of the event before anything else: a variable that lives across a selector's call costs a register, and the register must
    /// be saved.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Record(
        in HistogramScale scale, OutOfRangePolicy policy, ref HistogramState state, long[] cells, int first, long value)
    {
        if (!scale.Contains(value)) return RecordOutOfRange(in scale, policy, ref state, cells, first, value);

        Put(ref state, ref cells[first + scale.IndexOf(value)], value);
        return true;
    }

    /// <summary>Records a value that is out of range; false when it is in no bucket.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool RecordOutOfRange(
        in HistogramScale scale, OutOfRangePolicy policy, ref HistogramState state, long[] cells, int first, long value)
    {
        state.OutOfRange++;
        if (policy == OutOfRangePolicy.Count) return false;

        value = value < 0 ? 0 : scale.Highest;
        Put(ref state, ref cells[first + scale.IndexOf(value)], value);
        return true;
    }

    /// <summary>Puts a value into its bucket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(ref HistogramState state, ref long bucket, long value)
    {
        bucket++;
        state.Count++;
        state.SumLow += (ulong)value;
        if (state.SumLow < (ulong)value) state.SumHigh++; // carry
        if (~(ulong)value > state.InvertedMin) state.InvertedMin = ~(ulong)value;
        if (value > state.Max) state.Max = value;
    }

    /// <summary>Copies what a metric has behind its first cells, at one moment between two events.</summary>
    public static ReadOnlySpan<long> CopyOf(Metric metric, ReaderMemory memory, int skipped = 1)
    {
        Span<byte> copy = memory.Take(metric.StateBytes);
        metric.CopyStateCoherently(copy);
        return MemoryMarshal.Cast<byte, long>(copy)[skipped..];
    }

    /// <summary>The buckets that can have values: from the bucket of the smallest value to that of the largest. None when empty.</summary>
    public static Range ShownBuckets(in HistogramScale scale, in HistogramState state)
    {
        // Clamped, because the state may have been read in the middle of a change.
        int first = scale.IndexOf(Math.Clamp(state.SmallestOfAll, 0, scale.Highest));
        int last = scale.IndexOf(Math.Clamp(state.LargestOfAll, 0, scale.Highest));
        return first <= last ? first..(last + 1) : 0..0;
    }

    /// <summary>Copies of each of these rows what the dimensions are written from. A write section may be open.</summary>
    public static void CopyShown(in HistogramScale scale, ReadOnlySpan<long> rows, Span<long> destination)
    {
        int cells = CellsOf(in scale);
        for (; !rows.IsEmpty; rows = rows[cells..], destination = destination[cells..])
        {
            HistogramState state = StateOf(rows);
            StateOf(destination) = state;
            CopyShown(in scale, in state, BucketsOf(rows[..cells]), BucketsOf(destination[..cells]));
        }
    }

    /// <summary>Copies the buckets that the dimensions are written from. A write section may be open.</summary>
    public static void CopyShown(in HistogramScale scale, in HistogramState state, ReadOnlySpan<long> buckets, Span<long> destination)
    {
        Range shown = ShownBuckets(in scale, in state);
        buckets[shown].CopyTo(destination[shown]);
    }

    /// <summary>Adds another histogram of the same scale.</summary>
    public static void Add(ref HistogramState state, Span<long> buckets, HistogramState other, ReadOnlySpan<long> otherBuckets)
    {
        for (int i = 0; i < buckets.Length; i++) buckets[i] += otherBuckets[i];
        state.Count += other.Count;
        state.Sum += other.Sum;
        state.OutOfRange += other.OutOfRange;
        state.InvertedMin = Math.Max(state.InvertedMin, other.InvertedMin);
        state.Max = Math.Max(state.Max, other.Max);
        state.EarlierInvertedMin = Math.Max(state.EarlierInvertedMin, other.EarlierInvertedMin);
        state.EarlierMax = Math.Max(state.EarlierMax, other.EarlierMax);
    }

    /// <summary>
    /// Subtracts an earlier copy of the same histogram. An extreme of the difference is exact if it is a new extreme. Otherwise only its
    /// bucket is known.
    /// </summary>
    public static void Subtract(
        in HistogramScale scale, ref HistogramState state, Span<long> buckets, HistogramState earlier, ReadOnlySpan<long> earlierBuckets)
    {
        int first = -1;
        int last = -1;
        for (int i = 0; i < buckets.Length; i++)
        {
            buckets[i] -= earlierBuckets[i];
            if (buckets[i] == 0) continue;
            if (first < 0) first = i;
            last = i;
        }

        long smallest = state.SmallestOfAll;
        long largest = state.LargestOfAll;
        bool isEmpty = earlier.Count == 0;
        state.Count -= earlier.Count;
        state.Sum -= earlier.Sum;
        state.OutOfRange -= earlier.OutOfRange;
        if (first < 0)
        {
            state.SetNoExtremes();
            return;
        }

        if (!isEmpty && smallest >= earlier.SmallestOfAll) smallest = Math.Max(smallest, scale.LowestOf(first));
        if (!isEmpty && largest <= earlier.LargestOfAll) largest = Math.Min(largest, scale.HighestOf(last));
        state.SetExtremes(smallest, largest);
    }

    /// <summary>Subtracts from each row its earlier copy.</summary>
    public static void SubtractAll(in HistogramScale scale, Span<long> rows, ReadOnlySpan<long> earlierRows)
    {
        int cells = CellsOf(in scale);
        for (; !rows.IsEmpty; rows = rows[cells..], earlierRows = earlierRows[cells..])
        {
            Span<long> row = rows[..cells];
            ReadOnlySpan<long> earlier = earlierRows[..cells];
            Subtract(in scale, ref StateOf(row), BucketsOf(row), StateOf(earlier), BucketsOf(earlier));
        }
    }
}
