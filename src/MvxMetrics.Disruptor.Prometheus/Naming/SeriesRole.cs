namespace MvxMetrics.Disruptor;

/// <summary>What a dimension becomes in the exposition: a sample of a family.</summary>
/// <param name="Type">The family's type.</param>
/// <param name="Dimension">The family's dimension. Empty: the metric's main family.</param>
/// <param name="Suffix">What the sample's name has after the family's name.</param>
/// <param name="Quantile">Its label <c>quantile</c>, or null.</param>
/// <param name="IsItem">Whether its label <c>item</c> is a value of the same rank.</param>
internal readonly record struct SeriesRole(
    FamilyType Type, string Dimension, string Suffix = "", string? Quantile = null, bool IsItem = false)
{
    /// <summary>The role of a dimension. Null: it is part of another sample, or it can be computed from others.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="name">The name of the dimension, without its key.</param>
    /// <param name="isDistribution">Whether the dimension's key has a histogram.</param>
    /// <param name="hasDistributions">Whether the metric has any histogram.</param>
    /// <param name="format">How histograms are shown.</param>
    public static SeriesRole? Of(MetricDescriptor metric, string name, bool isDistribution, bool hasDistributions, HistogramFormat format)
    {
        if (isDistribution) return OfDistribution(metric, name, format);
        if (hasDistributions && name == WellKnownDimensions.Count) return null; // of all keys: the sum of their counts
        return metric.Kind switch
        {
            MetricKind.Summary when IsCountOrSum(name) => new SeriesRole(FamilyType.Summary, string.Empty, $"_{name}"),
            MetricKind.Rate when name == WellKnownDimensions.Count => new SeriesRole(FamilyType.Counter, string.Empty, "_total"),
            MetricKind.TopK when name == WellKnownDimensions.Key => null,
            MetricKind.TopK when name == WellKnownDimensions.Count => new SeriesRole(FamilyType.Gauge, "top", IsItem: true),
            MetricKind.TopK when name == WellKnownDimensions.Error => new SeriesRole(FamilyType.Gauge, "top_error", IsItem: true),
            _ => Plain(metric, name),
        };
    }

    /// <summary>The unit of a dimension: numbers of events have none, rates of amounts are per second.</summary>
    public static UnitName UnitOf(FamilyId family, bool baseUnits)
    {
        if (IsNumberOfEvents(family)) return UnitName.None;

        UnitName unit = UnitName.Of(family.Unit, baseUnits);
        bool isRate = family.Kind == MetricKind.Rate && StartsWith(family.Dimension, WellKnownDimensions.SumRatePrefix);
        return isRate ? unit.PerSecond() : unit;
    }

    private static SeriesRole? OfDistribution(MetricDescriptor metric, string name, HistogramFormat format)
    {
        bool isBuckets = format == HistogramFormat.Buckets;
        if (IsCountOrSum(name)) return new SeriesRole(isBuckets ? FamilyType.Histogram : FamilyType.Summary, string.Empty, $"_{name}");
        if (StartsWith(name, WellKnownDimensions.AtOrBelowPrefix)) return null;
        if (NumberText.Quantile(name) is not { } quantile) return Plain(metric, name);
        return isBuckets ? null : new SeriesRole(FamilyType.Summary, string.Empty, string.Empty, quantile);
    }

    private static SeriesRole Plain(MetricDescriptor metric, string name)
    {
        bool isMain = name == WellKnownDimensions.Total || (name == WellKnownDimensions.Value && metric.Kind == MetricKind.Gauge);
        string dimension = isMain ? string.Empty : name;
        return metric.SeriesKindOf(name) == SeriesKind.Counter
            ? new SeriesRole(FamilyType.Counter, dimension, "_total")
            : new SeriesRole(FamilyType.Gauge, dimension);
    }

    private static bool IsCountOrSum(string name) => name is WellKnownDimensions.Count or WellKnownDimensions.Sum;

    private static bool IsNumberOfEvents(FamilyId family)
    {
        string name = family.Dimension;
        if (name is WellKnownDimensions.Count or WellKnownDimensions.Ignored) return true;
        if (name is WellKnownDimensions.Unnamed or WellKnownDimensions.OutOfRange) return true;
        if (StartsWith(name, WellKnownDimensions.AtOrBelowPrefix)) return true;
        return family.Kind == MetricKind.Rate && (name.Length == 0 || StartsWith(name, WellKnownDimensions.RatePrefix));
    }

    private static bool StartsWith(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal);
}
