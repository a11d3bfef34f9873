using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A process that drops events can be seen to do so, logger or not.</summary>
[TestFixture]
[NonParallelizable] // trace listeners and event listeners are the process's
internal sealed class DropVisibilityTests
{
    private const int Smallest = 1024;

    [Test]
    public void Without_a_logger_the_first_drops_are_traced_once_with_the_option_that_makes_room()
    {
        using LineListener lines = new();
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = NewLoop(clock);
        MetricsRecorder recorder = loop.CreateRecorder("traced-drops");

        Drop(loop, recorder, clock, 7);
        Drop(loop, recorder, clock, 3);

        string[] ours = lines.Of("traced-drops");
        ours.Length.ShouldBe(1, "once in the loop's life");
        ours[0].ShouldContain("dropped 7 events");
        ours[0].ShouldContain($"LaneBytes is {Smallest}; twice as much costs {Smallest} bytes more for each thread that records");
    }

    [Test]
    public void Where_warnings_are_logged_nothing_is_traced()
    {
        using LineListener lines = new();
        using ListLogger log = new();
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions
        {
            LaneBytes = Smallest,
            OverflowPolicy = OverflowPolicy.DropNewest,
            TimeProvider = clock,
            LoggerFactory = log,
        });

        Drop(loop, loop.CreateRecorder("logged-drops"), clock, 5);

        lines.Of("logged-drops").ShouldBeEmpty();
    }

    [Test]
    public void A_logger_that_hears_no_warnings_counts_as_none()
    {
        using LineListener lines = new();
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions
        {
            LaneBytes = Smallest,
            OverflowPolicy = OverflowPolicy.DropNewest,
            TimeProvider = clock,
            LoggerFactory = NullLoggerFactory.Instance,
        });

        Drop(loop, loop.CreateRecorder("unheard-drops"), clock, 5);

        lines.Of("unheard-drops").Length.ShouldBe(1);
    }

    [Test]
    public void A_limit_and_a_refusal_name_what_stood_in_the_way()
    {
        using EventWatch watch = new();
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = NewLoop(clock);
        MetricsRecorder limited = loop.CreateRecorder("limited-drops", new RecorderOptions { MaxPendingEvents = 4 });
        for (int i = 0; i < 6; i++) limited.TryRegisterEvent(new Tick(i)).ShouldBe(i < 4);
        Tell(loop, clock);

        MetricsRecorder stopped = loop.CreateRecorder("refused-drops");
        loop.RunOnce();
        stopped.Stop();
        stopped.TryRegisterEvent(new Tick(1)).ShouldBeFalse();
        Tell(loop, clock);

        watch.Of("limited-drops").ShouldBe([("2", "It may have 4 pending: raise its MaxPendingEvents.")]);
    }

    [Test]
    public void An_event_source_tells_of_drops_once_a_second_and_counts_them()
    {
        using EventWatch watch = new();
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = NewLoop(clock);
        MetricsRecorder recorder = loop.CreateRecorder("watched-drops");

        Drop(loop, recorder, clock, 7);
        Drop(loop, recorder, clock, 3);

        watch.Of("watched-drops").Select(static e => e.Count).ShouldBe(["7", "3"]);

        Eventually.ShouldBeTrue(() => watch.Polls > 0, "dotnet-counters asks for events-dropped");
        double before = watch.Counted;
        Drop(loop, recorder, clock, 5);
        Eventually.ShouldBeTrue(() => watch.Counted - before == 5, "and sees them");
    }

    [Test]
    public void Drops_that_nobody_hears_of_allocate_nothing_after_the_first()
    {
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = NewLoop(clock);
        MetricsRecorder recorder = loop.CreateRecorder("unheard");
        for (int i = 0; i < 3; i++) Drop(loop, recorder, clock, 2);

        Allocations.Least(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1.1)); // which allocates itself
            for (int i = 0; i < Smallest / 16; i++) recorder.TryRegisterEvent(new Tick(i));
            recorder.TryRegisterEvent(new Tick(0));
            long before = GC.GetAllocatedBytesForCurrentThread();
            loop.RunOnce();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ShouldBe(0);
    }

    private static MetricsEventLoop NewLoop(FakeTimeProvider clock) =>
        new(new MetricsEventLoopOptions { LaneBytes = Smallest, OverflowPolicy = OverflowPolicy.DropNewest, TimeProvider = clock });

    // Fills the lane (of 64 ticks), drops so many more, and has the loop report it.
    private static void Drop(MetricsEventLoop loop, MetricsRecorder recorder, FakeTimeProvider clock, int events)
    {
        for (int i = 0; i < Smallest / 16; i++) recorder.TryRegisterEvent(new Tick(i)).ShouldBeTrue();
        for (int i = 0; i < events; i++) recorder.TryRegisterEvent(new Tick(i)).ShouldBeFalse();
        Tell(loop, clock);
    }

    private static void Tell(MetricsEventLoop loop, FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromSeconds(1.1));
        loop.RunOnce();
    }

    private sealed class LineListener : TraceListener
    {
        private readonly List<string> _lines = [];

        public LineListener() => Trace.Listeners.Add(this);

        public string[] Of(string recorder)
        {
            lock (_lines) return [.. _lines.Where(l => l.Contains(recorder, StringComparison.Ordinal))];
        }

        public override void Write(string? message)
        {
        }

        public override void WriteLine(string? message)
        {
            lock (_lines) _lines.Add(message ?? string.Empty);
        }

        protected override void Dispose(bool disposing)
        {
            Trace.Listeners.Remove(this);
            base.Dispose(disposing);
        }
    }

    private sealed class EventWatch : EventListener
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
}
