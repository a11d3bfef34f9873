using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a <see cref="WindowedMetric{TEvent, TValue, TState}"/> keeps beside its slices.</summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct WindowState
{
    /// <summary>The current slice, which events go to: the uptime divided by the length of a slice.</summary>
    internal long Slice;
}
