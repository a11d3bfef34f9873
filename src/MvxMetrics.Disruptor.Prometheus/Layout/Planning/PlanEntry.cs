namespace MvxMetrics.Disruptor;

/// <summary>Where a value that a recorder passes to a reader belongs.</summary>
/// <param name="Series">What it is called.</param>
/// <param name="Slot">Its slot. For a histogram the first slot: that of the first bound.</param>
/// <param name="Bounds">For a histogram its bounds; each takes one slot. Otherwise null.</param>
internal readonly record struct PlanEntry(SeriesKey Series, int Slot, long[]? Bounds);
