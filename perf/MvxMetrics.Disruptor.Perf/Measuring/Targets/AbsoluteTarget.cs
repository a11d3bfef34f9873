namespace MvxMetrics.Disruptor.Perf;

/// <summary>The median of a side's own figure is to be at most the limit, in the quantity's unit.</summary>
internal sealed record AbsoluteTarget(string Side, Quantity Quantity, double Limit);
