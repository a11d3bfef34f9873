namespace MvxMetrics.Disruptor;

/// <summary>Applies events of one type to the metrics of one recorder.</summary>
internal abstract class EventDispatcher
{
    /// <summary>Whether any metric handles the type.</summary>
    public abstract bool HasHandlers { get; }

    /// <summary>
    /// Offers a run of events to each metric. Returns how many events were offered to every metric: fewer than all only if there is a
    /// fault. The loop's thread only. Allocates nothing.
    /// </summary>
    public abstract int Apply(in RecordRun run, out MetricFaultedException? fault);
}
