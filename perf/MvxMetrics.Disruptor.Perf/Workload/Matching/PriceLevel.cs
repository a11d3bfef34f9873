namespace MvxMetrics.Disruptor.Perf;

/// <summary>The queue of the orders at one price, the oldest first; -1 where it is empty.</summary>
internal struct PriceLevel
{
    public int Head, Tail;
}
