namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The extremes before they were started anew: what readers with a baseline of their own still need. All zero: they never
/// were, or there were none.
/// </summary>
internal struct EarlierExtremes
{
    private double _min;
    private double _max;
    private bool _isSet;

    /// <summary>The smaller one of these and a later one, which is NaN where there is none.</summary>
    public readonly double SmallestWith(double min) => _isSet && !(min <= _min) ? _min : min;

    /// <summary>The larger one of these and a later one, which is NaN where there is none.</summary>
    public readonly double LargestWith(double max) => _isSet && !(max >= _max) ? _max : max;

    /// <summary>Takes extremes that are started anew; NaN: there are none.</summary>
    public void Add(double min, double max)
    {
        if (double.IsNaN(min)) return;

        (_min, _max) = (SmallestWith(min), LargestWith(max));
        _isSet = true;
    }

    /// <summary>Takes those of another state.</summary>
    public void Add(in EarlierExtremes other)
    {
        if (other._isSet) Add(other._min, other._max);
    }
}
