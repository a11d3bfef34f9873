namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// What a histogram does with a value below 0 or above its highest value. In both cases it counts the value as out of range.
/// </summary>
public enum OutOfRangePolicy
{
    /// <summary>The value is counted as out of range, and nowhere else.</summary>
    Count,

    /// <summary>The value is counted as out of range, and also recorded as the nearest value in range: 0 or the highest value.</summary>
    Clamp,
}
