namespace MvxMetrics.Disruptor;

/// <summary>Makes a layout of what the recorders of the runtimes pass to readers now. One thread; used once.</summary>
internal sealed class LayoutBuilder(PrometheusOptions options, ExpositionLayout? before)
{
    private readonly Families _families = new(options.BaseUnits);
    private readonly Dictionary<MetricsRecorder, RecorderPlan> _before = before is null
        ? []
        : before.Runtimes.SelectMany(static r => r.Recorders).ToDictionary(static r => r.Recorder);

    private readonly UniqueLabels _labels = new();
    private readonly SlotCounter _slots = new();

    /// <summary>Makes the layout.</summary>
    public ExpositionLayout Build(RuntimeSource[] sources)
    {
        OwnAccount? account = options.OwnAccount ? new OwnAccount(_families, options.CreatedTimestamps) : null;
        RuntimePlan[] runtimes = new RuntimePlan[sources.Length];
        for (int i = 0; i < runtimes.Length; i++) runtimes[i] = Plan(sources[i], account);
        LayoutText text = new();
        List<Sample> samples = [];
        Family[] families = _families.Build(text, samples);
        return new ExpositionLayout(runtimes, families, [.. samples], text.ToArray(), _slots.Count);
    }

    private RuntimePlan Plan(RuntimeSource source, OwnAccount? account)
    {
        int first = _slots.Reserve(OwnAccount.RuntimeSlots);
        account?.AddRuntime(source.Labels, first);
        IReadOnlyList<KeyValuePair<string, MetricsRecorder>> listed = source.Runtime.Recorders;
        List<RecorderPlan> recorders = [];
        foreach ((string id, MetricsRecorder recorder) in listed) recorders.Add(Plan(source, account, id, recorder));
        return new RuntimePlan(source, listed, first, [.. recorders]);
    }

    private RecorderPlan Plan(RuntimeSource source, OwnAccount? account, string id, MetricsRecorder recorder)
    {
        string labels = LabelText.Append(source.Labels, "recorder", recorder.EntityId);
        if (recorder.EntityId != id) labels = LabelText.Append(labels, "recorder_id", id); // several recorders may measure one entity
        labels = _labels.Of(labels);
        int first = _slots.Reserve(OwnAccount.RecorderSlots);
        account?.AddRecorder(labels, first, recorder.CreatedAt);

        List<PlanEntry> entries = [];
        DateTimeOffset? created = options.CreatedTimestamps ? recorder.CreatedAt : null;
        foreach (var metric in Told(recorder).GroupBy(static t => t.Series.Metric, ReferenceEqualityComparer.Instance))
            new MetricLayout(_families, options, _slots, labels, created).Add([.. metric], entries);
        return new RecorderPlan(recorder, first, _slots.Count, [.. entries]);
    }

    // A recorder that cannot be read keeps what was known of it. The scrape will find the error and count it.
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
}
