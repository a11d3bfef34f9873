using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor.Tests;

/// <content>What goes wrong is logged as an error, once.</content>
internal sealed partial class LoggingTests
{
    [Test]
    public void A_hook_that_fails_is_logged_as_an_error_with_its_name([Values] bool starting)
    {
        using ListLogger log = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LoggerFactory = log });
        HookedRecorder recorder = new(loop.CreateContext("r"));
        if (starting) recorder.Starting = static _ => throw new IOException("no");
        else recorder.Stopped = static _ => throw new IOException("no");

        if (starting) Should.Throw<RecorderStartException>(recorder.Start);
        else recorder.Start();
        if (!starting) Should.Throw<RecorderStopException>(recorder.Stop);

        Eventually.ShouldBeTrue(() => log.Count(105) == 1, "the failure is logged");
        log.Messages(105).ShouldBe([$"Recorder r: hook {(starting ? "OnStartingAsync" : "OnStoppedAsync")} failed"]);
        log.Lines.Count(static l => l.Level >= LogLevel.Warning).ShouldBe(1);
    }

    [Test]
    public void A_metric_and_a_change_hook_that_fail_are_logged_as_errors([Values] bool inHook)
    {
        using ListLogger log = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LoggerFactory = log });
        HookedRecorder recorder = loop.CreateRecorder("r", static context => new HookedRecorder(context));
        recorder.Register(new ProbeMetric(_ => inHook ? true : throw new DivideByZeroException()));
        recorder.Changed = static (_, _) => throw new DivideByZeroException();
        for (int i = 0; i < 5; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

        loop.RunOnce();
        Eventually.ShouldBeTrue(() => recorder.Stops == 1, "the clean-up ran");

        log.Lines.Where(static l => l.Level >= LogLevel.Warning)
            .ShouldBe([(104, LogLevel.Error, "Recorder r faulted while an event was dispatched")]);
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
