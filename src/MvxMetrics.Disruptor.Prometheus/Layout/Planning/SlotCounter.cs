namespace MvxMetrics.Disruptor;

/// <summary>Gives out the slots of a layout that is being made. Each slot has room for one value of a scrape.</summary>
internal sealed class SlotCounter
{
    /// <summary>The number of slots given out so far.</summary>
    public int Count { get; private set; }

    /// <summary>Gives out some slots, one behind the other.</summary>
    /// <returns>The first of them.</returns>
    public int Reserve(int slots)
    {
        int first = Count;
        Count = checked(first + slots);
        return first;
    }
}
