namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The extremes before they were reset. Readers with a baseline of their own still need them. All zero: there was no reset, or there were
/// no extremes.
/// </summary>
internal struct EarlierExtremes
{
    private double _min;
    private double _max;
    private bool _isSet;

    /// <summary>The smaller of these and a later extreme. NaN: there is no later one.</summary>
    public readonly double SmallestWith(double min) => _isSet && !(min <= _min) ? _min : min;

    /// <summary>The larger of these and a later extreme. NaN: there is no later one.</summary>
    public readonly double LargestWith(double max) => _isSet && !(max >= _max) ? _max : max;

    /// <summary>Adds extremes that are being reset. NaN: there are none.</summary>
    public void Add(double min, double max)
    {
        if (double.IsNaN(min)) return;

        (_min, _max) = (SmallestWith(min), LargestWith(max));
        _isSet = true;
    }

    /// <summary>Adds the extremes of another state.</summary>
    public void Add(in EarlierExtremes other)
    {
        if (other._isSet) Add(other._min, other._max);
    }
}
