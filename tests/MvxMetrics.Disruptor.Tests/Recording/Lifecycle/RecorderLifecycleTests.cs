using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The recorder's table of statuses, row by row.</summary>
[TestFixture]
internal sealed partial class RecorderLifecycleTests : RuntimeFixture
{
    [Test]
    public void A_created_recorder_refuses_stop_and_is_started_by_its_first_event_which_it_keeps()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = new(loop.CreateContext("standalone"));
        Counter<Tick> counter = new("ticks", static (in Tick t) => t.Value);
        recorder.Register(counter);
        recorder.Status.ShouldBe(RecorderStatus.Created);
        Should.Throw<RecorderStateException>(recorder.Stop).Actual.ShouldBe(RecorderStatus.Created);

        recorder.RegisterEvent(new Tick(5)).ShouldBeTrue();
        recorder.Status.ShouldBe(RecorderStatus.Starting);
        recorder.RegisterEvent(new Tick(6)).ShouldBeTrue();
        loop.RunOnce();

        recorder.Status.ShouldBe(RecorderStatus.Running);
        recorder.RegisterEvent(new Tick(7)).ShouldBeTrue();
        loop.RunOnce();
        counter.Read().Total.ShouldBe(18);
        recorder.Statistics.ShouldBalance(3, 3);
    }

    [Test]
    public void Events_sent_while_starting_are_kept_in_order_and_applied_once_running()
    {
        TaskCompletionSource hook = new();
        HookedRecorder recorder = null!;
        TickLog log = new();
        Task creation = Task.Run(() => Runtime.CreateRecorder(
            "slow", context => recorder = new HookedRecorder(context) { Starting = _ => hook.Task }));
        Eventually.ShouldBeTrue(() => recorder?.Status == RecorderStatus.Starting, "the recorder is starting");
        recorder.Register(log);

        for (int i = 0; i < 100; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        Eventually.ShouldBeTrue(() => Runtime.Statistics.Batches > 0 && recorder.Statistics.Pending == 100, "the loop has met the events");
        Should.Throw<RecorderStateException>(recorder.Stop).Actual.ShouldBe(RecorderStatus.Starting);
        log.Values.ShouldBeEmpty();
        Runtime.Flush(TimeSpan.FromMilliseconds(20)).ShouldBeFalse("kept events are not applied yet");
        hook.SetResult();
        creation.Wait(Patience).ShouldBeTrue();

        recorder.Status.ShouldBe(RecorderStatus.Running);
        for (int i = 100; i < 110; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        Flush();
        log.Values.ShouldBe(Enumerable.Range(0, 110).Select(i => (long)i));
        recorder.Statistics.ShouldBalance(110, 110);
    }

    [Test]
    public void A_running_recorder_refuses_a_second_start_and_stays_running()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        RecorderStateException error = Should.Throw<RecorderStateException>(recorder.Start);
        error.Actual.ShouldBe(RecorderStatus.Running);
        error.Message.ShouldContain("is Running, and must be Created, Starting or Stopped");
        recorder.Status.ShouldBe(RecorderStatus.Running);
    }

    [Test]
    public void Stop_applies_everything_accepted_before_it_also_behind_a_slow_handler()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("slow");
        ProbeMetric probe = new(static _ =>
        {
            Thread.SpinWait(20_000);
            return true;
        });
        recorder.Register(probe);
        for (int i = 0; i < 500; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

        recorder.Stop();

        probe.Read().ShouldBe(500);
        recorder.Status.ShouldBe(RecorderStatus.Stopped);
        recorder.Statistics.ShouldBalance(500, 500);
    }

    [Test]
    public void A_stopped_recorder_refuses_events_metrics_and_stop_and_counts_what_it_refuses()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        recorder.RegisterEvent(new Tick(1));
        recorder.Stop();

        Should.Throw<RecorderStateException>(() => recorder.RegisterEvent(new Tick(2))).Actual.ShouldBe(RecorderStatus.Stopped);
        recorder.TryRegisterEvent(new Tick(3)).ShouldBeFalse();
        Should.Throw<RecorderStateException>(() => recorder.RegisterEvents<Tick>([new(4), new(5)]));
        Should.Throw<RecorderStateException>(() => recorder.Register(new Counter<Tick>("c")));
        Should.Throw<RecorderStateException>(recorder.Stop).Actual.ShouldBe(RecorderStatus.Stopped);
        recorder.Statistics.ShouldBalance(5, 1);
        recorder.Statistics.Refused.ShouldBe(4);
    }

    [Test]
    public void A_restart_keeps_metrics_and_their_state()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        Counter<Tick> counter = new("ticks");
        recorder.Register(counter);
        for (int round = 1; round <= 50; round++)
        {
            for (int i = 0; i < 10; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
            recorder.Stop();
            counter.Read().Total.ShouldBe(round * 10);
            recorder.Start();
        }

        recorder.Statistics.ShouldBalance(500, 500);
        recorder.Metrics.ShouldBe([counter]);
    }

    [Test]
    public void Many_threads_starting_and_stopping_share_one_operation_and_hooks_run_once()
    {
        const int Threads = 8;
        for (int round = 1; round <= 20; round++)
        {
            HookedRecorder recorder = Runtime.CreateRecorder($"r{round}", context => new HookedRecorder(context));
            recorder.Stop();
            int refused = 0;
            Producers.Run(Threads, _ => CountRefusals(recorder.Start));
            recorder.Status.ShouldBe(RecorderStatus.Running);
            recorder.Starts.ShouldBe(2);
            Producers.Run(Threads, _ => CountRefusals(recorder.Stop));
            recorder.Status.ShouldBe(RecorderStatus.Stopped);
            recorder.Stops.ShouldBe(2);
            refused.ShouldBeLessThan(2 * Threads);

            // A thread that comes after the operation has ended is refused: never a second operation.
            void CountRefusals(Action operation)
            {
                try
                {
                    operation();
                }
                catch (RecorderStateException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }
    }

    [Test]
    public void Cancelling_a_wait_cancels_the_wait_and_not_the_operation()
    {
        TaskCompletionSource hook = new();
        using MetricsEventLoop loop = new();
        HookedRecorder recorder = new(loop.CreateContext("r")) { Starting = _ => hook.Task };
        using CancellationTokenSource cancelled = new();

        Task first = recorder.StartAsync(cancelled.Token);
        Task second = recorder.StartAsync();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => first.WaitAsync(Patience).GetAwaiter().GetResult());
        recorder.Status.ShouldBe(RecorderStatus.Starting);
        hook.SetResult();
        Eventually.ShouldBeTrue(() => loop.RunOnce() >= 0 && second.IsCompletedSuccessfully, "the other caller sees the start succeed");
        recorder.Starts.ShouldBe(1);
    }

    [Test]
    public void A_failing_starting_hook_faults_the_recorder_with_the_cause_and_discards_what_was_kept()
    {
        using MetricsEventLoop loop = new();
        InvalidOperationException cause = new("no database");
        TaskCompletionSource hook = new();
        HookedRecorder recorder = new(loop.CreateContext("r")) { Starting = _ => hook.Task };
        for (int i = 0; i < 3; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        loop.RunOnce();
        Task start = recorder.StartAsync();

        hook.SetException(cause);

        Should.Throw<RecorderStartException>(() => start.GetAwaiter().GetResult()).InnerException.ShouldBeSameAs(cause);
        recorder.Status.ShouldBe(RecorderStatus.Faulted);
        recorder.LastError.ShouldBeOfType<RecorderStartException>();
        Eventually.ShouldBeTrue(() => loop.RunOnce() >= 0 && recorder.Statistics.Discarded == 3, "kept events are discarded");
        recorder.Statistics.ShouldBalance(3, 3, discarded: 3);
        Should.Throw<RecorderStateException>(() => recorder.RegisterEvent(new Tick(9))).InnerException.ShouldBeSameAs(recorder.LastError);
        Should.Throw<RecorderStateException>(recorder.Start);
        Should.Throw<RecorderStateException>(recorder.Stop);
    }

    [Test]
    public void A_failing_stopped_hook_faults_the_recorder_with_the_cause_after_everything_was_applied()
    {
        HookedRecorder recorder = Runtime.CreateRecorder(
            "r", context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("disk full") });
        Counter<Tick> counter = new("c");
        recorder.Register(counter);
        recorder.RegisterEvent(new Tick(1));

        Should.Throw<RecorderStopException>(recorder.Stop).InnerException.ShouldBeOfType<IOException>();

        recorder.Status.ShouldBe(RecorderStatus.Faulted);
        counter.Read().Total.ShouldBe(1);
        recorder.GetMetricSnapshots()["c"]["total"].ToInt64().ShouldBe(1);
    }

    [Test]
    public void One_slow_recorder_stalls_no_other()
    {
        TaskCompletionSource hook = new();
        HookedRecorder slow = null!;
        Task creation = Task.Run(() => Runtime.CreateRecorder(
            "slow", context => slow = new HookedRecorder(context) { Starting = _ => hook.Task }));
        Eventually.ShouldBeTrue(() => slow?.Status == RecorderStatus.Starting, "the slow recorder is starting");
        slow.RegisterEvent(new Tick(1)).ShouldBeTrue();

        for (int i = 0; i < 20; i++)
        {
            MetricsRecorder quick = Runtime.CreateRecorder($"quick{i}");
            Counter<Tick> counter = new("c");
            quick.Register(counter);
            quick.RegisterEvent(new Tick(1));
            quick.Stop();
            counter.Read().Total.ShouldBe(1);
        }

        slow.Status.ShouldBe(RecorderStatus.Starting);
        hook.SetResult();
        creation.Wait(Patience).ShouldBeTrue();
    }
}
