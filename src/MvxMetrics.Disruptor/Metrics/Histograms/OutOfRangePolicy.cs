namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a histogram does with a value below 0 or above its highest value. Both ways it is counted as out of range.</summary>
public enum OutOfRangePolicy
{
    /// <summary>Counted as out of range, and nowhere else.</summary>
    Count,

    /// <summary>Counted as out of range, and recorded as the nearest value that is in range: 0 or the highest.</summary>
    Clamp,
}
