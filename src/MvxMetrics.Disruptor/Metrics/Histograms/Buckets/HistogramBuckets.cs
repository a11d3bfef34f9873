namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The buckets of a <see cref="HistogramReading"/> that have values, in ascending order, for a <c>foreach</c>. Allocates nothing. Valid
/// until the reading changes.
/// </summary>
public ref struct HistogramBuckets
{
    private readonly HistogramScale _scale;
    private readonly ReadOnlySpan<long> _buckets;
    private int _index;

    internal HistogramBuckets(HistogramScale scale, ReadOnlySpan<long> buckets)
    {
        _scale = scale;
        _buckets = buckets;
        _index = -1;
    }

    /// <summary>The bucket that <see cref="MoveNext"/> found. Before the first one and after the last one it is an empty bucket.</summary>
    public readonly HistogramBucket Current => (uint)_index >= (uint)_buckets.Length
        ? default
        : new HistogramBucket(_scale.LowestOf(_index), Math.Min(_scale.HighestOf(_index), _scale.Highest), _buckets[_index]);

    /// <summary>Returns itself, at its present position.</summary>
    public readonly HistogramBuckets GetEnumerator() => this;

    /// <summary>Moves to the next bucket that has values. False when there is none.</summary>
    public bool MoveNext()
    {
        while (_index < _buckets.Length)
            if (++_index < _buckets.Length && _buckets[_index] != 0) return true;
        return false;
    }
}
