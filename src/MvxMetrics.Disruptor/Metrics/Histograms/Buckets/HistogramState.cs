using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// What a histogram keeps beside its buckets: 64 bytes. All zero: empty. Read it through a <see cref="HistogramReading"/> or a snapshot.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct HistogramState
{
    /// <summary>The number of values in the buckets.</summary>
    internal long Count;

    /// <summary>The lower half of the exact sum. The sum has 128 bits and values are at most 2^63, so it never overflows.</summary>
    internal ulong SumLow;

    /// <summary>The upper half of the sum.</summary>
    internal ulong SumHigh;

    /// <summary>The number of values out of range.</summary>
    internal long OutOfRange;

    /// <summary>
    /// The smallest value since the extremes were reset, with all bits inverted. So zero means "no value yet", and a larger number is a
    /// smaller value.
    /// </summary>
    internal ulong InvertedMin;

    /// <summary>The largest value since the extremes were reset.</summary>
    internal long Max;

    /// <summary>The smallest value before the reset, with all bits inverted.</summary>
    internal ulong EarlierInvertedMin;

    /// <summary>The largest value before the reset.</summary>
    internal long EarlierMax;

    /// <summary>The exact sum.</summary>
    internal UInt128 Sum
    {
        readonly get => new(SumHigh, SumLow);
        set => (SumHigh, SumLow) = ((ulong)(value >> 64), (ulong)value);
    }

    /// <summary>Whether there is a smallest and a largest value.</summary>
    internal readonly bool HasExtremes => InvertedMin != 0;

    /// <summary>The smallest value since the extremes were reset.</summary>
    internal readonly long Min => (long)~InvertedMin;

    /// <summary>The smallest of all values in the buckets.</summary>
    internal readonly long SmallestOfAll => (long)~Math.Max(InvertedMin, EarlierInvertedMin);

    /// <summary>The sum, limited to the largest long.</summary>
    internal readonly long LargestOfAll => Math.Max(Max, EarlierMax);

    /// <summary>The sum as far as a long can show it.</summary>
    internal readonly long ShownSum => Sum > (ulong)long.MaxValue ? long.MaxValue : (long)SumLow;

    /// <summary>The mean; zero when empty.</summary>
    internal readonly double Mean => Count == 0 ? 0 : (double)Sum / Count;

    /// <summary>Resets the extremes. The earlier extremes still limit the percentiles.</summary>
    internal void ResetExtremes()
    {
        EarlierInvertedMin = Math.Max(InvertedMin, EarlierInvertedMin);
        EarlierMax = LargestOfAll;
        InvertedMin = 0;
        Max = 0;
    }

    /// <summary>Sets the extremes to those of all values, as if they had never been reset.</summary>
    internal void ShowAllExtremes()
    {
        if ((InvertedMin | EarlierInvertedMin) != 0) SetExtremes(SmallestOfAll, LargestOfAll);
    }

    /// <summary>Removes the extremes, also the earlier ones.</summary>
    internal void SetNoExtremes() => (InvertedMin, Max, EarlierInvertedMin, EarlierMax) = (0, 0, 0, 0);

    /// <summary>Sets both extremes, and removes the earlier ones.</summary>
    internal void SetExtremes(long min, long max)
    {
        InvertedMin = ~(ulong)min;
        Max = max;
        EarlierInvertedMin = 0;
        EarlierMax = 0;
    }
}
