namespace MvxMetrics.Disruptor.Metrics;

/// <summary>A bucket of a histogram that has values. Immutable; any thread.</summary>
public readonly struct HistogramBucket
{
    internal HistogramBucket(long lowest, long highest, long count)
    {
        Lowest = lowest;
        Highest = highest;
        Count = count;
    }

    /// <summary>The lowest value that belongs to the bucket.</summary>
    public long Lowest { get; }

    /// <summary>The highest value that belongs to the bucket.</summary>
    public long Highest { get; }

    /// <summary>The number of values in the bucket; positive.</summary>
    public long Count { get; }

    /// <summary>Range and count.</summary>
    public override string ToString() => $"{Lowest}..{Highest}: {Count}";
}
