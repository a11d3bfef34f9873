using System.Diagnostics.Tracing;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Listens to the event source of drops as dotnet-trace and dotnet-counters do, once a second.</summary>
internal sealed class EventWatch : EventListener
{
    private readonly List<(string Recorder, string Count, string Advice)> _events = [];
    private double _counted;
    private int _polls;

    public double Counted
    {
        get
        {
            lock (_events) return _counted;
        }
    }

    public int Polls
    {
        get
        {
            lock (_events) return _polls;
        }
    }

    public (string Count, string Advice)[] Of(string recorder)
    {
        lock (_events) return [.. _events.Where(e => e.Recorder == recorder).Select(static e => (e.Count, e.Advice))];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name != "MvxMetrics.Disruptor") return;
        EnableEvents(
            eventSource, EventLevel.Warning, EventKeywords.All, new Dictionary<string, string?> { ["EventCounterIntervalSec"] = "1" });
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        lock (_events)
        {
            if (eventData is { EventName: "EventsDropped", Payload: [string recorder, string count, string advice] })
            {
                _events.Add((recorder, count, advice));
            }
            else if (eventData is { EventName: "EventCounters", Payload: [IDictionary<string, object> counter] }
                && counter["Name"] is "events-dropped")
            {
                (_counted, _polls) = (_counted + (double)counter["Increment"], _polls + 1);
            }
        }
    }
}
