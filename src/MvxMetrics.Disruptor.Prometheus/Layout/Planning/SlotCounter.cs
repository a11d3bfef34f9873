namespace MvxMetrics.Disruptor;

/// <summary>Hands out the slots of a layout that is being made: each has room for one value of a scrape.</summary>
internal sealed class SlotCounter
{
    /// <summary>Slots handed out so far.</summary>
    public int Count { get; private set; }

    /// <summary>Hands out some slots, one behind the other.</summary>
    /// <returns>The first of them.</returns>
    public int Reserve(int slots)
    {
        int first = Count;
        Count = checked(first + slots);
        return first;
    }
}
