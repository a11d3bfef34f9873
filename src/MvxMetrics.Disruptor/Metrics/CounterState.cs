namespace MvxMetrics.Disruptor;

/// <summary>State of a <see cref="Counter{TEvent}"/>.</summary>
public struct CounterState
{
    /// <summary>Sum of all amounts.</summary>
    public long Total;
}
