namespace MvxMetrics.Disruptor;

/// <summary>What a dimension becomes: a sample of a family.</summary>
/// <param name="Type">The family's type.</param>
/// <param name="Dimension">The family's dimension, or empty: the metric's main family.</param>
/// <param name="Suffix">What the sample's name has behind the family's.</param>
/// <param name="Quantile">Its label <c>quantile</c>, or null.</param>
/// <param name="IsItem">Whether its label <c>item</c> is a value of the same rank.</param>
internal readonly record struct SeriesRole(FamilyType Type, string Dimension, string Suffix = "", string? Quantile = null, bool IsItem = false)
{
    /// <summary>The role of a dimension, or null: it is part of something else, or can be had from others.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="name">Name of the dimension, without its key.</param>
    /// <param name="isDistribution">Whether the dimension's key has a distribution.</param>
    /// <param name="hasDistributions">Whether the metric has any.</param>
    /// <param name="format">How distributions are shown.</param>
    public static SeriesRole? Of(MetricDescriptor metric, string name, bool isDistribution, bool hasDistributions, HistogramFormat format)
    {
        if (isDistribution) return OfDistribution(metric, name, format);
        if (hasDistributions && name == "count") return null; // of all keys: their sum
        return metric.Kind switch
        {
            MetricKind.Summary when name is "count" or "sum" => new SeriesRole(FamilyType.Summary, string.Empty, $"_{name}"),
            MetricKind.Rate when name == "count" => new SeriesRole(FamilyType.Counter, string.Empty, "_total"),
            MetricKind.TopK when name == "key" => null,
            MetricKind.TopK when name == "count" => new SeriesRole(FamilyType.Gauge, "top", IsItem: true),
            MetricKind.TopK when name == "error" => new SeriesRole(FamilyType.Gauge, "top_error", IsItem: true),
            _ => Plain(metric, name),
        };
    }

    /// <summary>The unit of a dimension: numbers of events have none, rates of amounts are per second.</summary>
    public static UnitName UnitOf(FamilyId family, bool baseUnits)
    {
        bool isNumber = family.Dimension is "count" or "ignored" or "unnamed" or "out_of_range" || family.Dimension.StartsWith("le_", StringComparison.Ordinal);
        if (family.Kind == MetricKind.Rate) isNumber |= family.Dimension.Length == 0 || family.Dimension.StartsWith("rate_", StringComparison.Ordinal);
        if (isNumber) return UnitName.None;

        UnitName unit = UnitName.Of(family.Unit, baseUnits);
        return family.Kind == MetricKind.Rate && family.Dimension.StartsWith("sum_rate_", StringComparison.Ordinal) ? unit.PerSecond() : unit;
    }

    private static SeriesRole? OfDistribution(MetricDescriptor metric, string name, HistogramFormat format)
    {
        bool isBuckets = format == HistogramFormat.Buckets;
        if (name is "count" or "sum") return new SeriesRole(isBuckets ? FamilyType.Histogram : FamilyType.Summary, string.Empty, $"_{name}");
        if (name.StartsWith("le_", StringComparison.Ordinal)) return null;
        if (NumberText.Quantile(name) is not { } quantile) return Plain(metric, name);
        return isBuckets ? null : new SeriesRole(FamilyType.Summary, string.Empty, string.Empty, quantile);
    }

    private static SeriesRole Plain(MetricDescriptor metric, string name)
    {
        bool isMain = name == "total" || (name == "value" && metric.Kind == MetricKind.Gauge);
        bool isCounter = metric.SeriesKindOf(name) == SeriesKind.Counter;
        return new SeriesRole(isCounter ? FamilyType.Counter : FamilyType.Gauge, isMain ? string.Empty : name, isCounter ? "_total" : string.Empty);
    }
}
