namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The buckets of a <see cref="HistogramReading"/> that hold values, in ascending order, for a <c>foreach</c>: 0 bytes.
/// Valid until the reading changes.
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

    /// <summary>The bucket that <see cref="MoveNext"/> found; before that, and after the last one, an empty one.</summary>
    public readonly HistogramBucket Current => (uint)_index >= (uint)_buckets.Length
        ? default
        : new HistogramBucket(_scale.LowestOf(_index), Math.Min(_scale.HighestOf(_index), _scale.Highest), _buckets[_index]);

    /// <summary>Itself, from where it is.</summary>
    public readonly HistogramBuckets GetEnumerator() => this;

    /// <summary>Goes on to the next bucket that holds values; false when there is none.</summary>
    public bool MoveNext()
    {
        while (_index < _buckets.Length)
            if (++_index < _buckets.Length && _buckets[_index] != 0) return true;
        return false;
    }
}
