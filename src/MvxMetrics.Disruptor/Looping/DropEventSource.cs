using System.Diagnostics.Tracing;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Reports dropped events to tools outside the process, with or without a logger: <c>dotnet-counters monitor --counters
/// MvxMetrics.Disruptor</c>, <c>dotnet-trace</c>, an <see cref="EventListener"/>. It costs nothing while no tool listens.
/// </summary>
[EventSource(Name = "MvxMetrics.Disruptor")]
internal sealed class DropEventSource : EventSource
{
    private long _dropped;
    private IncrementingPollingCounter? _counter;

    private DropEventSource()
    {
    }

    /// <summary>The one instance of the process.</summary>
    public static DropEventSource Log { get; } = new();

    /// <summary>A recorder has dropped events since the last such message.</summary>
    [Event(1, Level = EventLevel.Warning, Message = "Recorder {0} dropped {1} events. {2}")]
    public void EventsDropped(string recorder, string count, string advice) => WriteEvent(1, recorder, count, advice);

    /// <summary>Counts for the counter <c>events-dropped</c>. Any thread, outside every hot path.</summary>
    [NonEvent]
    public void CountDropped(long events) => Interlocked.Add(ref _dropped, events);

    /// <inheritdoc/>
    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command != EventCommand.Enable) return;
        _counter ??= new IncrementingPollingCounter("events-dropped", this, () => Volatile.Read(ref _dropped))
        {
            DisplayName = "Events dropped",
            DisplayRateTimeScale = TimeSpan.FromSeconds(1),
        };
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _counter?.Dispose();
        base.Dispose(disposing);
    }
}
