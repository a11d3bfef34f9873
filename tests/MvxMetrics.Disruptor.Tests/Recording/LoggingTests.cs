using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What is logged, at which level, and that a failing logger harms nobody.</summary>
[TestFixture]
internal sealed partial class LoggingTests
{
    // The smallest lane, full.
    private const string Advice = "A lane was full: LaneBytes is 1024; twice as much costs 1024 bytes more for each thread that records.";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void Lifecycle_is_logged_as_information_detail_as_debug_and_faults_as_errors()
    {
        using ListLogger log = new();
        using (MetricsRuntime runtime = new(loggerFactory: log))
        {
            runtime.Start();
            MetricsRecorder recorder = runtime.CreateRecorder("good");
            recorder.Register(new Counter<Tick>("c"));
            for (int i = 0; i < 100; i++) recorder.RegisterEvent(new Tick(1));
            runtime.Flush(s_patience).ShouldBeTrue();
            recorder.GetMetricSnapshots();
            runtime.GetRecorder("good");
            runtime.StopAndRemoveRecorder("good");
            MetricsRecorder bad = runtime.CreateRecorder(
                "bad", context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("clean-up") });
            bad.Register(new ProbeMetric(static _ => throw new DivideByZeroException()));
            bad.RegisterEvent(new Tick(1));
            Eventually.ShouldBeTrue(() => log.Count(106) == 1, "the clean-up has failed");
        }

        foreach ((int id, LogLevel level, int count) in (ReadOnlySpan<(int, LogLevel, int)>)
        [
            (300, LogLevel.Information, 1), (301, LogLevel.Information, 1), (304, LogLevel.Information, 2), (100, LogLevel.Information, 2),
            (101, LogLevel.Information, 1), (305, LogLevel.Information, 2), (102, LogLevel.Debug, 2), (103, LogLevel.Debug, 1),
            (104, LogLevel.Error, 1), (106, LogLevel.Error, 1), (107, LogLevel.Warning, 0),
        ])
        {
            log.Lines.Count(l => l.Id == id).ShouldBe(count, $"event id {id}");
            log.Lines.ShouldAllBe(l => l.Id != id || l.Level == level);
        }
    }

    [Test]
    public void Drops_are_warned_of_once_a_second_with_how_many_since_also_across_a_restart()
    {
        FakeTimeProvider time = new();
        using ListLogger log = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions
        {
            TimeProvider = time,
            LoggerFactory = log,
            LaneBytes = LaneRoom.BytesFor<Tick>(64),
            OverflowPolicy = OverflowPolicy.DropNewest,
        });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        Drop(10);
        loop.RunOnce();
        log.Count(107).ShouldBe(0, "the second is not over");

        time.Advance(TimeSpan.FromSeconds(1.5));
        loop.RunOnce();
        Drop(1);
        loop.RunOnce();
        log.Messages(107).ShouldBe([$"Recorder r dropped 10 events since the last warning (10 in total). {Advice}"]);

        recorder.Stop();
        recorder.Start();
        time.Advance(TimeSpan.FromSeconds(1.5));
        loop.RunOnce();
        time.Advance(TimeSpan.FromSeconds(1.5));
        loop.RunOnce();
        log.Messages(107)[1..].ShouldBe([$"Recorder r dropped 1 events since the last warning (11 in total). {Advice}"]);

        void Drop(int events)
        {
            for (int i = 0; i < 64; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
            for (int i = 0; i < events; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeFalse();
        }
    }

    [Test]
    public void A_logger_that_throws_faults_nobody_and_leaves_nobody_waiting()
    {
        using ListLogger log = new() { Throws = true };
        MetricsRuntime runtime = new(loggerFactory: log);
        runtime.Start();
        MetricsRecorder good = runtime.CreateRecorder("good");
        MetricsRecorder bad = runtime.CreateRecorder("bad");
        Counter<Tick> counter = new("c");
        good.Register(counter);
        bad.Register(new ProbeMetric(static _ => throw new DivideByZeroException()));
        bad.RegisterEvent(new Tick(1));
        good.RegisterEvent(new Tick(1));
        runtime.Flush(s_patience).ShouldBeTrue();
        good.GetMetricSnapshots().Count.ShouldBe(1);

        (bad.Status, good.Status, runtime.Status).ShouldBe((RecorderStatus.Faulted, RecorderStatus.Running, RuntimeStatus.Running));
        runtime.Shutdown();
        counter.Read().Total.ShouldBe(1);
    }
}
