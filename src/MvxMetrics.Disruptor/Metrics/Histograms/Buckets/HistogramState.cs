using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// What a histogram keeps beside its buckets, 64 bytes. All zero: empty. Read it through a <see cref="HistogramReading"/>
/// or a snapshot.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct HistogramState
{
    /// <summary>Values in the buckets.</summary>
    internal long Count;

    /// <summary>The exact sum has 128 bits: values are at most 2^63, so it never overflows.</summary>
    internal ulong SumLow;

    /// <summary>The upper half of the sum.</summary>
    internal ulong SumHigh;

    /// <summary>Values out of range.</summary>
    internal long OutOfRange;

    /// <summary>
    /// The smallest value since the extremes were started anew, all bits inverted: so zero is "none yet", and the larger is the smaller
    /// value.
    /// </summary>
    internal ulong InvertedMin;

    /// <summary>The largest value since then.</summary>
    internal long Max;

    /// <summary>The smallest value before that, inverted.</summary>
    internal ulong EarlierInvertedMin;

    /// <summary>The largest value before that.</summary>
    internal long EarlierMax;

    /// <summary>The exact sum.</summary>
    internal UInt128 Sum
    {
        readonly get => new(SumHigh, SumLow);
        set => (SumHigh, SumLow) = ((ulong)(value >> 64), (ulong)value);
    }

    /// <summary>Whether there is a smallest and a largest value.</summary>
    internal readonly bool HasExtremes => InvertedMin != 0;

    /// <summary>The smallest value since the extremes were started anew.</summary>
    internal readonly long Min => (long)~InvertedMin;

    /// <summary>The smallest of all values in the buckets.</summary>
    internal readonly long SmallestOfAll => (long)~Math.Max(InvertedMin, EarlierInvertedMin);

    /// <summary>The largest of all values in the buckets.</summary>
    internal readonly long LargestOfAll => Math.Max(Max, EarlierMax);

    /// <summary>The sum as far as a long can show it.</summary>
    internal readonly long ShownSum => Sum > (ulong)long.MaxValue ? long.MaxValue : (long)SumLow;

    /// <summary>The mean; zero when empty.</summary>
    internal readonly double Mean => Count == 0 ? 0 : (double)Sum / Count;

    /// <summary>Starts the extremes anew. Those so far go on to bound the percentiles.</summary>
    internal void ResetExtremes()
    {
        EarlierInvertedMin = Math.Max(InvertedMin, EarlierInvertedMin);
        EarlierMax = LargestOfAll;
        InvertedMin = 0;
        Max = 0;
    }

    /// <summary>The extremes are those of all values, as if they had never been started anew.</summary>
    internal void ShowAllExtremes()
    {
        if ((InvertedMin | EarlierInvertedMin) != 0) SetExtremes(SmallestOfAll, LargestOfAll);
    }

    /// <summary>There are no extremes, and no earlier ones.</summary>
    internal void SetNoExtremes() => (InvertedMin, Max, EarlierInvertedMin, EarlierMax) = (0, 0, 0, 0);

    /// <summary>Sets both extremes, and forgets the earlier ones.</summary>
    internal void SetExtremes(long min, long max)
    {
        InvertedMin = ~(ulong)min;
        Max = max;
        EarlierInvertedMin = 0;
        EarlierMax = 0;
    }
}
