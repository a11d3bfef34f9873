using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Starts and hooks that are under way when a shutdown begins.</content>
internal sealed partial class RuntimeShutdownTests
{
    [Test]
    public void Shutdown_lets_a_start_under_way_end_and_applies_what_was_kept_meanwhile([Values] bool restart)
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        TaskCompletionSource hook = new();
        HookedRecorder recorder = null!;
        Counter<Tick> counter = new("c");
        Task creation = Task.CompletedTask;
        if (restart)
        {
            recorder = runtime.CreateRecorder("r", context => new HookedRecorder(context));
            recorder.Stop();
            recorder.Starting = _ => hook.Task;
            creation = recorder.StartAsync();
        }
        else
        {
            creation = Task.Run(() => runtime.CreateRecorder(
                "r", context => recorder = new HookedRecorder(context) { Starting = _ => hook.Task }));
            Eventually.ShouldBeTrue(() => recorder?.Status == RecorderStatus.Starting, "the recorder is starting");
        }

        recorder.Register(counter);
        for (int i = 0; i < 5; i++) recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        Task<bool> shutdown = Task.Run(() => runtime.Shutdown(s_patience));
        Eventually.ShouldBeTrue(() => runtime.Status == RuntimeStatus.Stopping, "the shutdown has begun");
        hook.SetResult();

        shutdown.Result.ShouldBeTrue();
        counter.Read().Total.ShouldBe(5);
        recorder.Stops.ShouldBe(restart ? 2 : 1);
        runtime.Statistics.ShouldBalance(5, 5);
        runtime.RecorderIds.ShouldBeEmpty();
        if (!restart) Should.Throw<RuntimeStateException>(() => creation.GetAwaiter().GetResult());
    }

    [Test]
    public void Shutdown_waits_for_a_clean_up_under_way()
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        TaskCompletionSource hook = new();
        bool cancelled = false;
        HookedRecorder recorder = runtime.CreateRecorder("r", context => new HookedRecorder(context)
        {
            Stopped = async token =>
            {
                await hook.Task;
                cancelled = token.IsCancellationRequested;
            },
        });
        recorder.Register(new ProbeMetric(static _ => throw new DivideByZeroException()));
        recorder.RegisterEvent(new Tick(1));
        Eventually.ShouldBeTrue(() => recorder.Stops == 1, "the clean-up has begun");

        Task<bool> shutdown = Task.Run(() => runtime.Shutdown(s_patience));
        Eventually.ShouldBeTrue(() => runtime.Status == RuntimeStatus.Stopping, "the shutdown has begun");
        shutdown.Wait(50).ShouldBeFalse();
        hook.SetResult();

        shutdown.Result.ShouldBeTrue();
        cancelled.ShouldBeFalse();
    }

    [Test]
    public void A_hook_that_ignores_its_end_is_cancelled_and_cannot_hold_up_a_shutdown_with_a_time_limit()
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        using ManualResetEventSlim never = new();
        runtime.CreateRecorder("r", context => new HookedRecorder(context)
        {
            Stopped = token =>
            {
                token.Register(() =>
                {
                    never.Wait(TimeSpan.FromSeconds(2));
                    throw new InvalidOperationException("in the application's callback");
                });
                return new TaskCompletionSource().Task;
            },
        });

        long started = Stopwatch.GetTimestamp();
        runtime.Shutdown(TimeSpan.FromMilliseconds(100)).ShouldBeFalse();

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2), "the callback runs elsewhere");
        runtime.Status.ShouldBe(RuntimeStatus.Closed);
        RuntimeShutdownException error = runtime.LastError.ShouldBeOfType<RuntimeShutdownException>();
        (error.TimedOut, error.UnappliedEvents).ShouldBe((true, 0));
        error.Failures.Keys.ShouldBe(["r"]);
        never.Set();
    }
}
