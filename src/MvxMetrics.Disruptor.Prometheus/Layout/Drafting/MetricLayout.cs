namespace MvxMetrics.Disruptor;

/// <summary>Lays out what one metric passes to readers: slots, families, samples. Used once.</summary>
/// <param name="families">Where its samples go.</param>
/// <param name="options">The options.</param>
/// <param name="slots">Gives its slots.</param>
/// <param name="labels">The recorder's labels.</param>
/// <param name="created">The time since which its sums count, or null.</param>
internal sealed class MetricLayout(Families families, PrometheusOptions options, SlotCounter slots, string labels, DateTimeOffset? created)
{
    private readonly UniqueLabels _unique = new();
    private readonly Dictionary<string, string> _points = new(StringComparer.Ordinal);

    /// <summary>The slot of each dimension.</summary>
    private readonly Dictionary<(string Key, string Name), int> _slots = [];

    /// <summary>Adds the metric.</summary>
    /// <param name="told">What the metric passes to readers.</param>
    /// <param name="entries">Receives one entry for each.</param>
    public void Add((SeriesKey Series, long Highest)[] told, List<PlanEntry> entries)
    {
        HashSet<string> distributions = [.. told.Where(static t => t.Series.Name.Length == 0).Select(static t => KeyOf(t.Series))];
        foreach ((SeriesKey series, _) in told)
            if (series.Name.Length > 0) _slots[(KeyOf(series), series.Name)] = slots.Reserve(1);
        HashSet<(FamilyId, string, string)> mains = [];

        foreach ((SeriesKey series, long highest) in told)
        {
            if (series.Name.Length == 0)
            {
                entries.Add(Distribution(series, highest, told));
                continue;
            }

            int slot = _slots[(KeyOf(series), series.Name)];
            entries.Add(new PlanEntry(series, slot, null));
            bool isDistribution = distributions.Contains(KeyOf(series));
            if (SeriesRole.Of(series.Metric, series.Name, isDistribution, distributions.Count > 0, options.Histograms) is { } role)
            {
                // Two dimensions that would both be the main series, for example a gauge's total and value: the second one keeps its name.
                if (role.Dimension.Length == 0 && role.Quantile is null && !mains.Add((FamilyOf(series, role), KeyOf(series), role.Suffix)))
                    role = role with { Dimension = series.Name };
                Dimension(series, role, slot);
            }
        }
    }

    private void Dimension(SeriesKey series, SeriesRole role, int slot)
    {
        int item = role.IsItem && _slots.TryGetValue((KeyOf(series), WellKnownDimensions.Key), out int found) ? found : -1;
        string point = item >= 0 ? labels : PointOf(series);
        bool isLast = role.Suffix == (role.Type == FamilyType.Counter ? "_total" : "_count");
        SampleDraft draft = new(role.Suffix, role.Quantile is null ? point : LabelText.Append(point, "quantile", role.Quantile), slot)
        {
            Point = point,
            Place = role.Suffix switch { "_count" => int.MaxValue, "_sum" => int.MaxValue - 2, _ => 0 },
            ItemSlot = item,
            Created = isLast ? created : null,
            IsInUnit = role.Suffix != "_count",
        };
        families.Add(FamilyOf(series, role), series.Metric.Description, draft);
    }

    private PlanEntry Distribution(SeriesKey series, long highest, (SeriesKey Series, long Highest)[] told)
    {
        if (options.Histograms != HistogramFormat.Buckets) return new PlanEntry(series, 0, []);

        long[] bounds = BucketBounds.Of(told, series.Key, options.Bounds, highest);
        int first = slots.Reserve(bounds.Length);
        string point = PointOf(series);
        FamilyId family = FamilyOf(series, new SeriesRole(FamilyType.Histogram, string.Empty));
        for (int i = 0; i < bounds.Length; i++)
            families.Add(family, series.Metric.Description, Bucket(point, point, first + i, i) with { Bound = bounds[i] });

        if (_slots.TryGetValue((KeyOf(series), WellKnownDimensions.Count), out int count))
            families.Add(family, series.Metric.Description, Bucket(point, LabelText.Append(point, "le", "+Inf"), count, int.MaxValue - 3));
        return new PlanEntry(series, first, bounds);
    }

    private static SampleDraft Bucket(string point, string bucketLabels, int slot, int place) =>
        new("_bucket", bucketLabels, slot) { Point = point, Place = place, IsInUnit = false };

    private static FamilyId FamilyOf(SeriesKey series, SeriesRole role) =>
        new(series.Metric.Name, series.Metric.Kind, series.Metric.Unit, role.Dimension, role.Type);

    private string PointOf(SeriesKey series)
    {
        if (series.Key is null) return labels;
        if (_points.TryGetValue(series.Key, out string? point)) return point;
        return _points[series.Key] = _unique.Of(LabelText.Append(labels, "key", series.Key));
    }

    private static string KeyOf(SeriesKey series) => series.Key is null ? "-" : $"+{series.Key}"; // null is not a key like the others
}
