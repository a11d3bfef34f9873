using System.ComponentModel;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>What a <see cref="WindowedMetric{TEvent, TValue, TState}"/> has beside its slices.</summary>
[EditorBrowsable(EditorBrowsableState.Never)] // public only because a public metric has it for its state; it has no public members
public struct WindowState
{
    /// <summary>The slice of time that events go to now: uptime divided by a slice's length.</summary>
    internal long Slice;
}
