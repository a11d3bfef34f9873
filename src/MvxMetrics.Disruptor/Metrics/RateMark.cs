namespace MvxMetrics.Disruptor;

/// <summary>How much a <see cref="Rate{TEvent}"/> had counted at the beginning of a slice of time.</summary>
public struct RateMark
{
    internal long At;
    internal long Count;
    internal long Sum;
}
