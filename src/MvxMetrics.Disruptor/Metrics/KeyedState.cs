namespace MvxMetrics.Disruptor;

/// <summary>What a <see cref="KeyedMetric{TEvent, TValue, TState}"/> or a <see cref="HistogramBy{TEvent}"/> has beside its cells.</summary>
public struct KeyedState
{
    /// <summary>Events whose key has no name.</summary>
    internal long Unnamed;
}
