namespace MvxMetrics.Disruptor;

/// <summary>State of a <see cref="Gauge{TEvent}"/>.</summary>
public struct GaugeState
{
    /// <summary>Events accepted so far; the value means nothing while it is zero.</summary>
    public long Count;

    /// <summary>The last value.</summary>
    public double Value;
}
