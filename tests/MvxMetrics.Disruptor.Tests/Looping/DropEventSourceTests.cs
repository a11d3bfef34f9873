using System.Diagnostics.Tracing;
using Microsoft.Extensions.Time.Testing;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What looks at a process from outside is told of dropped events.</summary>
[TestFixture]
[NonParallelizable] // event listeners are the process's
internal sealed class DropEventSourceTests
{
    [Test]
    public void An_event_source_tells_of_drops_once_a_second_and_counts_them()
    {
        using EventWatch watch = new();
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = DropStage.NewLoop(clock);
        MetricsRecorder recorder = loop.CreateRecorder("watched-drops");

        DropStage.Drop(loop, recorder, clock, 7);
        DropStage.Drop(loop, recorder, clock, 3);

        watch.Of("watched-drops").Select(static e => e.Count).ShouldBe(["7", "3"]);

        Eventually.ShouldBeTrue(() => watch.Polls > 0, "dotnet-counters asks for events-dropped");
        double before = watch.Counted;
        DropStage.Drop(loop, recorder, clock, 5);
        Eventually.ShouldBeTrue(() => watch.Counted - before == 5, "and sees them");
    }

    [Test]
    public void An_event_is_a_warning_whose_text_can_be_read_as_it_is()
    {
        using FirstEvent listener = new();
        DropEventSource.Log.EventsDropped("text-of-drops", "12", "Do this.");

        EventWrittenEventArgs told = listener.Told.ShouldNotBeNull();
        (told.EventId, told.Level, told.EventName).ShouldBe((1, EventLevel.Warning, "EventsDropped"));
        string.Format(null, told.Message!, [.. told.Payload!]).ShouldBe("Recorder text-of-drops dropped 12 events. Do this.");
        told.PayloadNames.ShouldBe(["recorder", "count", "advice"]);
    }

    [Test]
    public void Its_name_is_the_one_that_tools_are_given_and_it_has_no_fault()
    {
        DropEventSource.Log.Name.ShouldBe("MvxMetrics.Disruptor");
        DropEventSource.Log.ConstructionException.ShouldBeNull();
    }

    private sealed class FirstEvent : EventListener
    {
        public EventWrittenEventArgs? Told { get; private set; }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "MvxMetrics.Disruptor") EnableEvents(eventSource, EventLevel.Warning);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.Payload is ["text-of-drops", ..]) Told = eventData;
        }
    }
}
