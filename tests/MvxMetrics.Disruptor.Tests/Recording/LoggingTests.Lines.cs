using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Every line there is: its id, its level, and what brings it about.</content>
internal sealed partial class LoggingTests
{
    /// <summary>Ids are a contract: somebody's alert depends on them. Change none; add behind.</summary>
    private static readonly (int Id, LogLevel Level, string Name)[] s_lines =
    [
        (100, LogLevel.Information, "Started"), (101, LogLevel.Information, "Stopped"), (102, LogLevel.Debug, "MetricRegistered"),
        (103, LogLevel.Debug, "SnapshotsTaken"), (104, LogLevel.Error, "DispatchFailed"), (105, LogLevel.Error, "HookFailed"),
        (106, LogLevel.Error, "CleanUpFailed"), (107, LogLevel.Warning, "EventsDropped"), (108, LogLevel.Error, "CutOff"),
        (200, LogLevel.Error, "CommandFailed"), (201, LogLevel.Error, "WaitStrategyFailed"), (202, LogLevel.Error, "StopFailed"),
        (203, LogLevel.Error, "HookCancellationFailed"),
        (300, LogLevel.Information, "Started"), (301, LogLevel.Information, "ShutDown"), (302, LogLevel.Error, "Faulted"),
        (303, LogLevel.Error, "ShutdownUnclean"), (304, LogLevel.Information, "RecorderCreated"),
        (305, LogLevel.Information, "RecorderRemoved"),
        (306, LogLevel.Debug, "LookedUp"), (307, LogLevel.Debug, "Captured"),
    ];

    [Test]
    public void Event_ids_and_levels_never_change()
    {
        (int, LogLevel, string)[] generated =
        [
            .. ((Type[])[typeof(RecorderLog), typeof(LoopLog), typeof(RuntimeLog)])
                .SelectMany(static t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .Select(static m => (Name: m.Name, Line: m.GetCustomAttribute<LoggerMessageAttribute>()!))
                .Select(static m => (m.Line.EventId, m.Line.Level, m.Name)).Order(),
        ];
        generated.ShouldBe(s_lines);
    }

    [Test]
    public void A_runtimes_life_is_logged_line_by_line()
    {
        using ListLogger log = new();
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { Namespace = "app" }, log);
        log.Lines.ShouldBeEmpty("nothing has happened");
        runtime.Start();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder(" id ", new RecorderOptions { EntityId = "entity" });
        runtime.StopRecorder("id");
        runtime.StopRecorder("id");
        runtime.StopAndRemoveRecorder("id");
        runtime.Shutdown();
        runtime.Shutdown();

        log.Lines.Where(static l => l.Level > LogLevel.Debug).ShouldBe(
        [
            (300, LogLevel.Information, "Runtime app started"), (100, LogLevel.Information, "Recorder entity started"),
            (304, LogLevel.Information, "Recorder id created"), (101, LogLevel.Information, "Recorder entity stopped"),
            (305, LogLevel.Information, "Recorder id removed"), (301, LogLevel.Information, "Runtime app shut down"),
        ], ignoreOrder: true); // the loop's lines and the caller's are not ordered among each other
        recorder.Status.ShouldBe(RecorderStatus.Stopped);
    }

    [Test]
    public void Look_ups_registrations_and_snapshots_are_logged_as_debug()
    {
        using ListLogger log = new();
        using MetricsRuntime runtime = new(loggerFactory: log);
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        recorder.Register(new Counter<Tick>("c"));
        runtime.GetRecorder(" r ");
        runtime.TryGetRecorder("x", out _).ShouldBeFalse();
        recorder.GetMetricSnapshots();
        runtime.Capture();

        log.Lines.Where(static l => l.Level == LogLevel.Debug).ShouldBe(
        [
            (102, LogLevel.Debug, "Recorder r: metric c registered"), (306, LogLevel.Debug, "Recorder r looked up: True"),
            (306, LogLevel.Debug, "Recorder x looked up: False"), (103, LogLevel.Debug, "Recorder r: snapshots of 1 metrics taken"),
            (307, LogLevel.Debug, "Runtime mvx: snapshot of 1 recorders captured"),
        ]);
    }

    [Test]
    public void Recording_logs_nothing_by_the_event_whether_accepted_dropped_or_refused()
    {
        using ListLogger log = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions
        {
            LoggerFactory = log,
            LaneBytes = LaneRoom.BytesFor<Tick>(64),
            OverflowPolicy = OverflowPolicy.DropNewest,
        });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        using EventWriter<Tick> writer = recorder.CreateWriter<Tick>();
        Send();
        loop.RunOnce();
        recorder.Stop();
        int before = log.Lines.Count;
        for (int i = 0; i < 1000; i++)
        {
            recorder.TryRegisterEvent(new Tick(1)).ShouldBeFalse();
            writer.TryWrite(new Tick(1)).ShouldBeFalse();
        }

        log.Lines.Count.ShouldBe(before);
        log.Lines.Select(static l => l.Id).ShouldBe([100, 101, 107], ignoreOrder: true);

        void Send()
        {
            for (int i = 0; i < 1000; i++)
            {
                recorder.RegisterEvent(new Tick(i));
                recorder.TryRegisterEvent(new Tick(i));
                recorder.RegisterEvents<Tick>([new(i), new(i)]);
                writer.TryWrite(new Tick(i));
            }

            log.Lines.Select(static l => l.Id).ShouldBe([100]);
        }
    }

    [Test]
    public void A_warning_about_drops_that_came_too_soon_is_made_up_for_and_each_recorder_has_its_own()
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
        MetricsRecorder[] recorders = [loop.CreateRecorder("a"), loop.CreateRecorder("b")];
        time.Advance(TimeSpan.FromSeconds(1));
        loop.RunOnce(); // the next look is due a second from now
        time.Advance(TimeSpan.FromSeconds(0.5));
        Drop(recorders[0], 5);
        recorders[0].Stop(); // reports at once, since nothing was reported before
        log.Messages(107).ShouldBe([$"Recorder a dropped 5 events since the last warning (5 in total). {Advice}"]);
        recorders[0].Start();

        Drop(recorders[0], 3);
        Drop(recorders[1], 4);
        time.Advance(TimeSpan.FromSeconds(0.5));
        loop.RunOnce();
        log.Messages(107)[1..].ShouldBe(
            [$"Recorder b dropped 4 events since the last warning (4 in total). {Advice}"], "a second is not over for the other");

        time.Advance(TimeSpan.FromSeconds(1));
        loop.RunOnce();
        log.Messages(107)[2..].ShouldBe([$"Recorder a dropped 3 events since the last warning (8 in total). {Advice}"]);
        time.Advance(TimeSpan.FromSeconds(1));
        loop.RunOnce();
        log.Count(107).ShouldBe(3);

        void Drop(MetricsRecorder recorder, int events)
        {
            for (int i = 0; i < 64; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
            for (int i = 0; i < events; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeFalse();
            loop.RunOnce();
        }
    }
}
