using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// What a <see cref="KeyedMetric{TEvent, TValue, TState}"/> or a <see cref="HistogramBy{TEvent}"/> keeps beside its cells.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct KeyedState
{
    /// <summary>The number of events whose key has no name.</summary>
    internal long Unnamed;
}
