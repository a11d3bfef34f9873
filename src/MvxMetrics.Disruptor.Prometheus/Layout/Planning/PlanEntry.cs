namespace MvxMetrics.Disruptor;

/// <summary>Where a value that a recorder tells belongs.</summary>
/// <param name="Series">What it is called.</param>
/// <param name="Slot">Its slot; for a distribution the first one, of the first bound.</param>
/// <param name="Bounds">For a distribution its bounds, for which it takes a slot each; else null.</param>
internal readonly record struct PlanEntry(SeriesKey Series, int Slot, long[]? Bounds);
