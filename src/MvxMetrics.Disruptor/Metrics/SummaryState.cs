namespace MvxMetrics.Disruptor;

/// <summary>State of a <see cref="Summary{TEvent}"/>.</summary>
public struct SummaryState
{
    /// <summary>Values taken.</summary>
    public long Count;

    /// <summary>Their sum.</summary>
    public double Sum;

    /// <summary>The smallest; zero while <see cref="Count"/> is zero.</summary>
    public double Min;

    /// <summary>The largest; zero while <see cref="Count"/> is zero.</summary>
    public double Max;

    /// <summary>Their mean; zero while <see cref="Count"/> is zero.</summary>
    public readonly double Mean => Count == 0 ? 0 : Sum / Count;
}
