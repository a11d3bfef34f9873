using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A process that drops events can be seen to do so, logger or not.</summary>
[TestFixture]
[NonParallelizable] // trace listeners and event listeners are the process's
internal sealed partial class DropReporterTests
{
    private const int Smallest = DropStage.LaneBytes;

    [Test]
    public void Without_a_logger_the_first_drops_are_traced_once_with_the_option_that_makes_room()
    {
        using LineListener lines = new();
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = DropStage.NewLoop(clock);
        MetricsRecorder recorder = loop.CreateRecorder("traced-drops");

        DropStage.Drop(loop, recorder, clock, 7);
        DropStage.Drop(loop, recorder, clock, 3);

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

        DropStage.Drop(loop, loop.CreateRecorder("logged-drops"), clock, 5);

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

        DropStage.Drop(loop, loop.CreateRecorder("unheard-drops"), clock, 5);

        lines.Of("unheard-drops").Length.ShouldBe(1);
    }

    [Test]
    public void A_limit_and_a_refusal_name_what_stood_in_the_way()
    {
        using EventWatch watch = new();
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = DropStage.NewLoop(clock);
        MetricsRecorder limited = loop.CreateRecorder("limited-drops", new RecorderOptions { MaxPendingEvents = 4 });
        for (int i = 0; i < 6; i++) limited.TryRegisterEvent(new Tick(i)).ShouldBe(i < 4);
        DropStage.Tell(loop, clock);

        MetricsRecorder stopped = loop.CreateRecorder("refused-drops");
        loop.RunOnce();
        stopped.Stop();
        stopped.TryRegisterEvent(new Tick(1)).ShouldBeFalse();
        DropStage.Tell(loop, clock);

        watch.Of("limited-drops").ShouldBe([("2", "It may have 4 pending: raise its MaxPendingEvents.")]);
    }

    [Test]
    public void Drops_that_nobody_hears_of_allocate_nothing_after_the_first()
    {
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = DropStage.NewLoop(clock);
        MetricsRecorder recorder = loop.CreateRecorder("unheard");
        for (int i = 0; i < 3; i++) DropStage.Drop(loop, recorder, clock, 2);

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
}
