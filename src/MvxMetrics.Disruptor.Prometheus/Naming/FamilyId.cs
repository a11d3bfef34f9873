namespace MvxMetrics.Disruptor;

/// <summary>
/// Everything that identifies a family, for all recorders: the same dimension of metrics of the same name, kind and unit. Metrics that
/// differ in any of these are different families, even if their families would get equal names.
/// </summary>
/// <param name="Metric">The name of the metric, unchanged.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Dimension">The dimension. Empty: the main dimension of the metric, which adds no word to the name.</param>
/// <param name="Type">The family's type.</param>
internal readonly record struct FamilyId(string Metric, MetricKind Kind, string? Unit, string Dimension, FamilyType Type)
    : IComparable<FamilyId>
{
    /// <summary>
    /// By name, then by the other differences: so the order is always the same, and a metric's main family comes before its others.
    /// </summary>
    public int CompareTo(FamilyId other)
    {
        int order = string.CompareOrdinal(Metric, other.Metric);
        if (order == 0) order = Kind.CompareTo(other.Kind);
        if (order == 0) order = string.CompareOrdinal(Unit, other.Unit);
        if (order == 0) order = string.CompareOrdinal(Dimension, other.Dimension);
        return order == 0 ? Type.CompareTo(other.Type) : order;
    }
}
