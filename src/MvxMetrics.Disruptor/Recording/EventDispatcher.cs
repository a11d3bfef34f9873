namespace MvxMetrics.Disruptor;

/// <summary>Applies events of one type to the metrics of one recorder.</summary>
internal abstract unsafe class EventDispatcher
{
    /// <summary>Whether any metric handles the type.</summary>
    public abstract bool HasHandlers { get; }

    /// <summary>
    /// Offers events that lie in successive slots to each metric, event by event. Returns how many were applied whole:
    /// fewer than <paramref name="count"/> only with a fault. The loop's thread only; allocates nothing.
    /// </summary>
    public abstract int Apply(byte* slots, int count, int stride, out MetricFaultedException? fault);
}
