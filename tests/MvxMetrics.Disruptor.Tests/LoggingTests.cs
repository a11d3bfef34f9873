using System.Reflection;
using Microsoft.Extensions.Logging;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What recorders, loops and runtimes log together: every line there is, its id and its level.</summary>
[TestFixture]
internal sealed class LoggingTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

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
    public void A_wait_strategy_that_fails_and_a_loop_that_fails_are_logged_as_errors()
    {
        using ListLogger log = new();
        using (StagedRuntime stage = new(RuntimeStatus.Faulted, log))
            Eventually.ShouldBeTrue(() => log.Count(302) == 1, "the fault is logged");
        log.Messages(302).ShouldBe(["Runtime app faulted"]);
        log.Messages(108).ShouldBe(["Recorder staged was cut off: its loop closed before everything accepted was applied"]);

        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { EventLoop = { WaitStrategy = new ThrowingStrategy() } }, log);
        runtime.Start();
        Eventually.ShouldBeTrue(() => log.Count(201) == 1, "the strategy was replaced");
        log.Messages(201).ShouldBe(["Wait strategy ThrowingStrategy failed; the loop goes on with Adaptive"]);
    }

    [Test]
    public void A_shutdown_that_is_not_clean_is_logged_as_an_error_instead()
    {
        using ListLogger log = new();
        MetricsRuntime runtime = new(loggerFactory: log);
        runtime.Start();
        runtime.CreateRecorder("bad", static context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("no") });
        Should.Throw<RuntimeShutdownException>(runtime.Shutdown);

        (log.Count(303), log.Count(301), log.Count(305), log.Count(105)).ShouldBe((1, 0, 1, 1), "logged before the call returns");
    }

    [Test]
    public void A_recorder_that_does_not_stop_cleanly_while_its_loop_is_disposed_is_logged_as_an_error()
    {
        using ListLogger log = new();
        MetricsEventLoop loop = new(new MetricsEventLoopOptions { LoggerFactory = log });
        loop.CreateRecorder("bad", static context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("no") });
        loop.Dispose();
        log.Messages(202).ShouldBe(["Recorder bad did not stop cleanly while its loop was disposed"]);
    }

    [Test]
    public void A_command_and_a_cancellation_that_fail_are_logged_as_errors_and_the_loop_goes_on()
    {
        using ListLogger log = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LoggerFactory = log });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        ((IRecorderHost)loop).Post(new ActionCommand(static () => throw new DivideByZeroException())).ShouldBeTrue();
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        loop.RunOnce().ShouldBe(1);
        log.Messages(200).ShouldBe(["A command of the event loop failed"]);

        MetricsRuntime runtime = new(loggerFactory: log);
        runtime.Start();
        runtime.CreateRecorder("r", static context => new HookedRecorder(context)
        {
            Stopped = static token =>
            {
                token.Register(static () => throw new DivideByZeroException());
                return new TaskCompletionSource().Task;
            },
        });
        runtime.Shutdown(TimeSpan.FromMilliseconds(50)).ShouldBeFalse();
        Eventually.ShouldBeTrue(() => log.Count(203) == 1, "the failed cancellation is logged");
    }

    private sealed class ThrowingStrategy : WaitStrategy
    {
        protected internal override void Wait(in WaitContext context) => throw new DivideByZeroException();
    }
}
