using System.Diagnostics.Tracing;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Tells of dropped events whoever looks at the process from outside, logger or not: <c>dotnet-counters monitor --counters
/// MvxMetrics.Disruptor</c>, <c>dotnet-trace</c>, an <see cref="EventListener"/>. Costs nothing while nobody does.
/// </summary>
[EventSource(Name = "MvxMetrics.Disruptor")]
internal sealed class DropEventSource : EventSource
{
    private long _dropped;
    private IncrementingPollingCounter? _counter;

    private DropEventSource()
    {
    }

    /// <summary>The process's one.</summary>
    public static DropEventSource Log { get; } = new();

    /// <summary>Events of a recorder were dropped since the last such event.</summary>
    [Event(1, Level = EventLevel.Warning, Message = "Recorder {0} dropped {1} events. {2}")]
    public void EventsDropped(string recorder, string count, string advice) => WriteEvent(1, recorder, count, advice);

    /// <summary>Counts what <c>events-dropped</c> shows. Any thread, off every hot path.</summary>
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
