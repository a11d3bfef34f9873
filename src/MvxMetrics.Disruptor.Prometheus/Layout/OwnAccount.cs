namespace MvxMetrics.Disruptor;

/// <summary>The library's own account: what became of all events, and how the runtimes are.</summary>
internal sealed class OwnAccount
{
    private static readonly RuntimeStatus[] s_statuses = Enum.GetValues<RuntimeStatus>();

    private readonly FamilyDraft[] _runtime;
    private readonly FamilyDraft _status;
    private readonly FamilyDraft[] _recorder;
    private readonly bool _createdTimestamps;

    /// <summary>Creates its families.</summary>
    public OwnAccount(Families families, bool createdTimestamps)
    {
        _createdTimestamps = createdTimestamps;
        _runtime =
        [
            families.Own("mvx_runtime_up", FamilyType.Gauge, "Whether the runtime is Running."),
            families.Own("mvx_events_attempted", FamilyType.Counter, "Events that recorders were called with: accepted and dropped."),
            families.Own("mvx_events_accepted", FamilyType.Counter, "Events published: processed, discarded and pending."),
            families.Own("mvx_events_processed", FamilyType.Counter, "Events offered to every metric that handles their type."),
            families.Own("mvx_events_discarded", FamilyType.Counter, "Events accepted but not fully applied."),
            families.Own("mvx_events_dropped", FamilyType.Counter, "Events not accepted: no room, or refused."),
            families.Own("mvx_events_refused", FamilyType.Counter, "Those of the dropped events that were refused because of a status or their size."),
            families.Own("mvx_events_pending", FamilyType.Gauge, "Events accepted and neither processed nor discarded yet."),
            families.Own("mvx_recorder_read_errors", FamilyType.Counter, "Reads of a recorder that failed: its metrics are missing in that scrape."),
        ];
        _status = families.Own("mvx_runtime_status", FamilyType.Gauge, "1 for the status that the runtime is in, 0 for the others.");
        _recorder =
        [
            families.Own("mvx_recorder_events_processed", FamilyType.Counter, "Events of the recorder offered to every metric that handles their type."),
            families.Own("mvx_recorder_events_discarded", FamilyType.Counter, "Events of the recorder accepted but not fully applied."),
            families.Own("mvx_recorder_events_dropped", FamilyType.Counter, "Events of the recorder not accepted: no room, or refused."),
        ];
    }

    /// <summary>Slots for a runtime.</summary>
    public static int RuntimeSlots => 9 + s_statuses.Length;

    /// <summary>Adds a runtime's samples.</summary>
    public void AddRuntime(string labels, int firstSlot)
    {
        for (int i = 0; i < _runtime.Length; i++) Add(_runtime[i], i is 0 or 7, labels, firstSlot + i, null);
        for (int i = 0; i < s_statuses.Length; i++)
            Add(_status, true, LabelText.Append(labels, "status", s_statuses[i].ToString()), firstSlot + _runtime.Length + i, null);
    }

    /// <summary>Adds a recorder's samples.</summary>
    public void AddRecorder(string labels, int firstSlot, DateTimeOffset created)
    {
        for (int i = 0; i < _recorder.Length; i++) Add(_recorder[i], false, labels, firstSlot + i, _createdTimestamps ? created : null);
    }

    /// <summary>Reads a runtime's values.</summary>
    public static void Read(RuntimeSource source, Span<SampleValue> values)
    {
        RuntimeStatus status = source.Runtime.Status;
        RuntimeStatistics statistics = source.Runtime.Statistics;
        values[0] = status == RuntimeStatus.Running ? 1 : 0;
        values[1] = statistics.Attempted;
        values[2] = statistics.Accepted;
        values[3] = statistics.Processed;
        values[4] = statistics.Discarded;
        values[5] = statistics.Dropped;
        values[6] = statistics.Refused;
        values[7] = statistics.Pending;
        values[8] = source.ReadErrors;
        for (int i = 0; i < s_statuses.Length; i++) values[9 + i] = status == s_statuses[i] ? 1 : 0;
    }

    /// <summary>Reads a recorder's values.</summary>
    public static void Read(MetricsRecorder recorder, Span<SampleValue> values)
    {
        RecorderStatistics statistics = recorder.Statistics;
        values[0] = statistics.Processed;
        values[1] = statistics.Discarded;
        values[2] = statistics.Dropped;
    }

    private static void Add(FamilyDraft family, bool isGauge, string labels, int slot, DateTimeOffset? created) =>
        family.Add(new SampleDraft(isGauge ? string.Empty : "_total", labels, slot) { Point = labels, Created = created });
}
