namespace MvxMetrics.Disruptor;

/// <summary>What a <see cref="WindowedMetric{TEvent, TValue, TState}"/> has beside its slices.</summary>
public struct WindowState
{
    /// <summary>The slice of time that events go to now: uptime divided by a slice's length.</summary>
    internal long Slice;
}
