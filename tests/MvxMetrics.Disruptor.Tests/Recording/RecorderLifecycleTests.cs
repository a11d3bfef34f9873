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
    public void The_holding_buffer_is_bounded_and_what_does_not_fit_is_dropped_and_counted()
    {
        TaskCompletionSource hook = new();
        using MetricsEventLoop loop = new();
        HookedRecorder recorder = new(loop.CreateContext("slow", new RecorderOptions { HoldingCapacity = 10 }))
        {
            Starting = _ => hook.Task,
        };
        TickLog log = new();
        recorder.Register(log);
        Task start = recorder.StartAsync();

        for (int i = 0; i < 10; i++) recorder.TryRegisterEvent(new Tick(i)).ShouldBeTrue();
        loop.RunOnce();
        recorder.TryRegisterEvent(new Tick(10)).ShouldBeFalse();
        Should.Throw<RecorderOverflowException>(() => recorder.RegisterEvent(new Tick(10)));
        hook.SetResult();
        Eventually.ShouldBeTrue(() => loop.RunOnce() >= 0 && start.IsCompleted, "the recorder is running");

        log.Values.Count.ShouldBe(10);
        recorder.Statistics.ShouldBalance(12, 10);
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

    [Test]
    public void A_hook_that_waits_for_its_own_operation_is_refused_instead_of_deadlocking()
    {
        HookedRecorder recorder = Runtime.CreateRecorder("r", context => new HookedRecorder(context));
        Exception? refused = null;
        recorder.Stopped = _ =>
        {
            refused = Should.Throw<LoopReentrancyException>(recorder.Stop);
            return Task.CompletedTask;
        };

        recorder.Stop();

        refused.ShouldNotBeNull();
        recorder.Status.ShouldBe(RecorderStatus.Stopped);
    }

    [Test]
    public void What_a_hook_starts_and_leaves_running_may_stop_the_recorder_later_and_the_hook_itself_may_not()
    {
        TaskCompletionSource later = new();
        Task<Exception?> background = null!;
        Exception? refused = null;
        HookedRecorder recorder = Runtime.CreateRecorder("r", context =>
        {
            HookedRecorder created = new(context);
            created.Starting = async _ =>
            {
                background = Task.Run(async () =>
                {
                    await later.Task;
                    return await Record(created.StopAsync);
                });
                refused = await Record(created.StopAsync);
            };
            return created;
        });

        refused.ShouldBeOfType<LoopReentrancyException>();
        later.SetResult();
        background.WaitAsync(Patience).GetAwaiter().GetResult().ShouldBeNull();
        recorder.Status.ShouldBe(RecorderStatus.Stopped);

        static async Task<Exception?> Record(Func<CancellationToken, Task> call)
        {
            try
            {
                await call(CancellationToken.None);
                return null;
            }
            catch (MetricsException error)
            {
                return error;
            }
        }
    }

    [Test]
    public void A_large_holding_capacity_takes_memory_only_as_needed_and_an_impossible_one_is_refused()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneBytes = 4096 }); // whose lease counts as well
        Should.Throw<ArgumentOutOfRangeException>(
            () => new MetricsRecorder(loop.CreateContext("r", new RecorderOptions { HoldingCapacity = 1 << 21 })))
            .ParamName.ShouldBe("HoldingCapacity");
        TaskCompletionSource hook = new();
        HookedRecorder recorder = new(loop.CreateContext("r", new RecorderOptions { HoldingCapacity = 1 << 20 }))
        {
            Starting = _ => hook.Task,
        };
        TickLog log = new();
        recorder.Register(log);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
            loop.RunOnce();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000);
        hook.SetResult();
        Eventually.ShouldBeTrue(() => loop.RunOnce() >= 0 && recorder.Status == RecorderStatus.Running, "the recorder runs");
        log.Values.ShouldBe(Enumerable.Range(0, 1000).Select(i => (long)i));
    }

    [Test]
    public void The_entity_id_is_trimmed_defaults_to_the_id_and_a_blank_one_is_generated()
    {
        using MetricsEventLoop loop = new();
        new MetricsRecorder(loop.CreateContext("  conn-1 ")).EntityId.ShouldBe("conn-1");
        string generated = new MetricsRecorder(loop.CreateContext("  ")).EntityId;
        generated.Length.ShouldBe(8);
        new MetricsRecorder(loop.CreateContext(string.Empty)).EntityId.ShouldNotBe(generated);
        Should.Throw<ArgumentNullException>(() => loop.CreateContext(null!)).ParamName.ShouldBe("entityId");
        Should.Throw<ArgumentNullException>(() => new MetricsRecorder(null!)).ParamName.ShouldBe("context");
        Runtime.CreateRecorder(" a ", new RecorderOptions { EntityId = " b " }).EntityId.ShouldBe("b");
        Runtime.CreateRecorder(" c ").EntityId.ShouldBe("c");
    }
}
