namespace MvxMetrics.Disruptor;

/// <summary>
/// What belongs together, whichever recorder it is from: the same dimension of metrics of the same name, kind and unit. Metrics that differ
/// in any of these are different families, even where their names come out alike.
/// </summary>
/// <param name="Metric">Name of the metric, as it is.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Dimension">The dimension; empty: what the metric is mainly about, which has no word of its own.</param>
/// <param name="Type">The family's type.</param>
internal readonly record struct FamilyId(string Metric, MetricKind Kind, string? Unit, string Dimension, FamilyType Type)
    : IComparable<FamilyId>
{
    /// <summary>By name, then by what else differs: always the same order, and a metric's main family before its others.</summary>
    public int CompareTo(FamilyId other)
    {
        int order = string.CompareOrdinal(Metric, other.Metric);
        if (order == 0) order = Kind.CompareTo(other.Kind);
        if (order == 0) order = string.CompareOrdinal(Unit, other.Unit);
        if (order == 0) order = string.CompareOrdinal(Dimension, other.Dimension);
        return order == 0 ? Type.CompareTo(other.Type) : order;
    }
}
