namespace MvxMetrics.Disruptor;

/// <summary>
/// The library's own account: what became of all events, and the state of the runtimes. It has two tables with a row for each series. The
/// order of the rows is the order in which the series are written and in which their values lie in a scrape. The status is a series for
/// each of its values. None of the series has a unit.
/// </summary>
internal sealed class OwnAccount
{
    private static readonly RuntimeStatus[] s_statuses = Enum.GetValues<RuntimeStatus>();

    private static readonly OwnSeries<RuntimeReading>[] s_ofRuntime =
    [
        new(
            "mvx_runtime_up",
            FamilyType.Gauge,
            "Whether the runtime is Running.",
            static r => r.Status == RuntimeStatus.Running ? 1 : 0),
        new(
            "mvx_events_attempted",
            FamilyType.Counter,
            "Events that recorders were called with: accepted and dropped.",
            static r => r.Events.Attempted),
        new(
            "mvx_events_accepted",
            FamilyType.Counter,
            "Events published: processed, discarded and pending.",
            static r => r.Events.Accepted),
        new(
            "mvx_events_processed",
            FamilyType.Counter,
            "Events offered to every metric that handles their type.",
            static r => r.Events.Processed),
        new(
            "mvx_events_discarded",
            FamilyType.Counter,
            "Events accepted but not fully applied.",
            static r => r.Events.Discarded),
        new(
            "mvx_events_dropped",
            FamilyType.Counter,
            "Events not accepted: no room, or refused.",
            static r => r.Events.Dropped),
        new(
            "mvx_events_refused",
            FamilyType.Counter,
            "Those of the dropped events that were refused because of a status or their size.",
            static r => r.Events.Refused),
        new(
            "mvx_events_pending",
            FamilyType.Gauge,
            "Events accepted and neither processed nor discarded yet.",
            static r => r.Events.Pending),
        new(
            "mvx_recorder_read_errors",
            FamilyType.Counter,
            "Reads of a recorder that failed: its metrics are missing in that scrape.",
            static r => r.ReadErrors),
    ];

    private static readonly OwnSeries<RecorderStatistics>[] s_ofRecorder =
    [
        new(
            "mvx_recorder_events_processed",
            FamilyType.Counter,
            "Events of the recorder offered to every metric that handles their type.",
            static r => r.Processed),
        new(
            "mvx_recorder_events_discarded",
            FamilyType.Counter,
            "Events of the recorder accepted but not fully applied.",
            static r => r.Discarded),
        new(
            "mvx_recorder_events_dropped",
            FamilyType.Counter,
            "Events of the recorder not accepted: no room, or refused.",
            static r => r.Dropped),
    ];

    private readonly FamilyDraft[] _ofRuntime;
    private readonly FamilyDraft _status;
    private readonly FamilyDraft[] _ofRecorder;
    private readonly bool _createdTimestamps;

    /// <summary>Creates its families.</summary>
    public OwnAccount(Families families, bool createdTimestamps)
    {
        _createdTimestamps = createdTimestamps;
        _ofRuntime = Draft(s_ofRuntime, families);
        _status = families.Own("mvx_runtime_status", FamilyType.Gauge, "1 for the status that the runtime is in, 0 for the others.");
        _ofRecorder = Draft(s_ofRecorder, families);
    }

    /// <summary>The number of slots for a runtime.</summary>
    public static int RuntimeSlots => s_ofRuntime.Length + s_statuses.Length;

    /// <summary>The number of slots for a recorder.</summary>
    public static int RecorderSlots => s_ofRecorder.Length;

    /// <summary>Adds a runtime's samples.</summary>
    public void AddRuntime(string labels, int firstSlot)
    {
        Add(s_ofRuntime, _ofRuntime, labels, firstSlot, null);
        int firstStatus = firstSlot + s_ofRuntime.Length;
        for (int i = 0; i < s_statuses.Length; i++)
            Add(_status, FamilyType.Gauge, LabelText.Append(labels, "status", s_statuses[i].ToString()), firstStatus + i, null);
    }

    /// <summary>Adds a recorder's samples.</summary>
    public void AddRecorder(string labels, int firstSlot, DateTimeOffset created) =>
        Add(s_ofRecorder, _ofRecorder, labels, firstSlot, _createdTimestamps ? created : null);

    /// <summary>Reads a runtime's values. Allocates nothing.</summary>
    public static void Read(RuntimeSource source, Span<SampleValue> values)
    {
        RuntimeReading reading = new(source.Runtime.Status, source.Runtime.Statistics, source.ReadErrors);
        Read(s_ofRuntime, reading, values);
        Span<SampleValue> statuses = values[s_ofRuntime.Length..];
        for (int i = 0; i < s_statuses.Length; i++) statuses[i] = reading.Status == s_statuses[i] ? 1 : 0;
    }

    /// <summary>Reads a recorder's values. Allocates nothing.</summary>
    public static void Read(MetricsRecorder recorder, Span<SampleValue> values) => Read(s_ofRecorder, recorder.Statistics, values);

    private static FamilyDraft[] Draft<TReading>(OwnSeries<TReading>[] table, Families families)
    {
        FamilyDraft[] drafts = new FamilyDraft[table.Length];
        for (int i = 0; i < table.Length; i++) drafts[i] = families.Own(table[i].Name, table[i].Type, table[i].Help);
        return drafts;
    }

    private static void Add<TReading>(
        OwnSeries<TReading>[] table, FamilyDraft[] families, string labels, int firstSlot, DateTimeOffset? created)
    {
        for (int i = 0; i < table.Length; i++) Add(families[i], table[i].Type, labels, firstSlot + i, created);
    }

    private static void Add(FamilyDraft family, FamilyType type, string labels, int slot, DateTimeOffset? created)
    {
        string suffix = type == FamilyType.Counter ? "_total" : string.Empty;
        family.Add(new SampleDraft(suffix, labels, slot) { Point = labels, Created = created });
    }

    private static void Read<TReading>(OwnSeries<TReading>[] table, TReading reading, Span<SampleValue> values)
    {
        for (int i = 0; i < table.Length; i++) values[i] = table[i].Value(reading);
    }
}
