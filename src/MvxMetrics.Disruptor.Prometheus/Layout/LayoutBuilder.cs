namespace MvxMetrics.Disruptor;

/// <summary>Makes a layout of what the runtimes' recorders tell now. One thread; used once.</summary>
internal sealed class LayoutBuilder(PrometheusOptions options, ExpositionLayout? before)
{
    private readonly Families _families = new(options.BaseUnits);
    private readonly Dictionary<MetricsRecorder, RecorderPlan> _before = before is null
        ? []
        : before.Runtimes.SelectMany(static r => r.Recorders).ToDictionary(static r => r.Recorder);

    private readonly UniqueLabels _labels = new();
    private int _slots;

    /// <summary>Makes it.</summary>
    public ExpositionLayout Build(IEnumerable<RuntimeSource> sources)
    {
        OwnAccount? account = options.OwnAccount ? new OwnAccount(_families, options.CreatedTimestamps) : null;
        RuntimePlan[] runtimes = [.. sources.Select(source => Plan(source, account))];
        LayoutText text = new();
        List<Sample> samples = [];
        Family[] families = _families.Build(text, samples);
        return new ExpositionLayout(runtimes, families, [.. samples], text.ToArray(), _slots);
    }

    private RuntimePlan Plan(RuntimeSource source, OwnAccount? account)
    {
        int first = Reserve(OwnAccount.RuntimeSlots);
        account?.AddRuntime(source.Labels, first);
        IReadOnlyList<KeyValuePair<string, MetricsRecorder>> listed = source.Runtime.Recorders;
        return new RuntimePlan(source, listed, first, [.. listed.Select(r => Plan(source, account, r.Key, r.Value))]);
    }

    private RecorderPlan Plan(RuntimeSource source, OwnAccount? account, string id, MetricsRecorder recorder)
    {
        string labels = LabelText.Append(source.Labels, "recorder", recorder.EntityId);
        if (recorder.EntityId != id) labels = LabelText.Append(labels, "recorder_id", id); // several recorders may measure one entity
        labels = _labels.Of(labels);
        int first = Reserve(RecorderPlan.OwnSlots);
        account?.AddRecorder(labels, first, recorder.CreatedAt);

        List<PlanEntry> entries = [];
        DateTimeOffset? created = options.CreatedTimestamps ? recorder.CreatedAt : null;
        foreach (var metric in Told(recorder).GroupBy(static t => t.Series.Metric, ReferenceEqualityComparer.Instance))
            new MetricLayout(_families, options, labels, created).Add([.. metric], entries, Reserve);
        return new RecorderPlan(recorder, first, _slots, [.. entries]);
    }

    // A recorder that cannot be read keeps what was known of it; the scrape finds out and counts it.
    private IReadOnlyList<(SeriesKey Series, long Highest)> Told(MetricsRecorder recorder)
    {
        RecorderPlan? known = _before.GetValueOrDefault(recorder);
        try
        {
            return Discovery.Of(recorder, known);
        }
#pragma warning disable CA1031 // an application's metric may throw anything, and must not take the others with it
        catch (Exception)
#pragma warning restore CA1031
        {
            return known is null ? [] : [.. known.Entries.ToArray().Select(static e => (e.Series, e.Bounds is [.., long last] ? last : 0))];
        }
    }

    private int Reserve(int slots)
    {
        int first = _slots;
        _slots = checked(_slots + slots);
        return first;
    }
}
