namespace MvxMetrics.Disruptor;

/// <summary>The library's own account as metrics: what became of all events, and the state of the runtime.</summary>
internal sealed class RuntimeAccount(MetricsRuntime runtime)
{
    private static readonly RuntimeStatus[] s_statuses = Enum.GetValues<RuntimeStatus>();

    private static readonly MetricDescriptor s_attempted = Events("attempted", "Events that a recorder or writer was called with.");
    private static readonly MetricDescriptor s_accepted = Events("accepted", "Events published into the ring buffer.");
    private static readonly MetricDescriptor s_processed = Events("processed", "Events offered to every metric that handles their type.");
    private static readonly MetricDescriptor s_discarded = Events(
        "discarded", "Events accepted, but not applied, because their recorder had stopped or faulted.");
    private static readonly MetricDescriptor s_dropped = Events("dropped", "Events not accepted: no room, or refused.");
    private static readonly MetricDescriptor s_refused = Events(
        "refused", "Those of the dropped events that were refused because of a status or their size.");

    private static readonly MetricDescriptor s_pending = new(
        "mvx.events.pending", MetricKind.UpDownCounter, "{event}", "Events accepted, and neither processed nor discarded yet.");

    private static readonly MetricDescriptor s_recorders = new(
        "mvx.runtime.recorders", MetricKind.UpDownCounter, "{recorder}", "Recorders of the runtime.");

    private static readonly MetricDescriptor s_memory = new(
        "mvx.runtime.memory", MetricKind.UpDownCounter, "By", "Size of the ring buffer.");

    private static readonly MetricDescriptor s_status = new(
        "mvx.runtime.status", MetricKind.Gauge, null, "1 for the status that the runtime has, 0 for the others.");

    private static readonly MetricDescriptor s_readFailures = new(
        "mvx.runtime.read_failures", MetricKind.Counter, "{failure}", "Recorders that could not be read for a collection.");

    /// <summary>Adds the account as it is now. In every status of the runtime; never throws.</summary>
    public void WriteTo(MeterReading reading, long readFailures)
    {
        RuntimeStatistics events = runtime.Statistics;
        Add(reading, s_attempted, events.Attempted);
        Add(reading, s_accepted, events.Accepted);
        Add(reading, s_processed, events.Processed);
        Add(reading, s_discarded, events.Discarded);
        Add(reading, s_dropped, events.Dropped);
        Add(reading, s_refused, events.Refused);
        Add(reading, s_pending, events.Pending);
        Add(reading, s_recorders, runtime.Recorders.Count);
        Add(reading, s_memory, runtime.MemoryBytes);
        Add(reading, s_readFailures, readFailures);

        RuntimeStatus current = runtime.Status;
        MeterInstrument status = reading.InstrumentOf(s_status, WellKnownDimensions.Value, isInteger: true);
        foreach (RuntimeStatus one in s_statuses)
            reading.Add(status, one == current ? 1 : 0, new KeyValuePair<string, object?>("status", one.ToString()));
    }

    private static void Add(MeterReading reading, MetricDescriptor metric, long value) =>
        reading.Add(reading.InstrumentOf(metric, WellKnownDimensions.Total, isInteger: true), value);

    private static MetricDescriptor Events(string what, string description) =>
        new($"mvx.events.{what}", MetricKind.Counter, "{event}", description);
}
