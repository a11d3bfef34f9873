using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Invariant 7: a shutdown applies everything accepted before it, or says how much it could not, within its time limit.</summary>
[TestFixture]
internal sealed partial class RuntimeShutdownTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void Shutdown_applies_everything_accepted_stops_and_removes_every_recorder_and_ends_the_thread()
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        AuditMetric[] audits = [.. Enumerable.Range(0, 4).Select(_ => new AuditMetric(4))];
        HookedRecorder[] recorders = [.. audits.Select((_, i) => runtime.CreateRecorder($"r{i}", context => new HookedRecorder(context)))];
        for (int i = 0; i < 4; i++) recorders[i].Register(audits[i]);
        Thread? thread = null;
        recorders[0].Register(new ProbeMetric(_ =>
        {
            thread = Thread.CurrentThread;
            return true;
        }));
        recorders[0].RegisterEvent(new Tick(1)).ShouldBeTrue();
        long[][] sent = [.. Enumerable.Range(0, 4).Select(_ => new long[4])];
        Producers.Run(4, p =>
        {
            for (int i = 0; i < 40_000; i++)
                if (recorders[i % 4].TryRegisterEvent(new AuditEvent(p, sent[i % 4][p]))) sent[i % 4][p]++;
        });

        runtime.Shutdown();

        runtime.Status.ShouldBe(RuntimeStatus.Closed);
        for (int i = 0; i < 4; i++)
        {
            audits[i].ShouldHaveReceivedExactly(sent[i]);
            recorders[i].Status.ShouldBe(RecorderStatus.Stopped);
            recorders[i].Stops.ShouldBe(1);
            recorders[i].TryRegisterEvent(new AuditEvent(0, 0)).ShouldBeFalse();
        }

        runtime.RecorderIds.ShouldBeEmpty();
        thread!.Join(s_patience).ShouldBeTrue();
        RuntimeStatistics statistics = runtime.Statistics;
        (statistics.Pending, statistics.Discarded).ShouldBe((0, 0));
        statistics.Accepted.ShouldBe(1 + sent.Sum(s => s.Sum()));
        statistics.Attempted.ShouldBe(1 + 160_000 + 4);
    }

    [Test]
    public void Producers_may_go_on_during_a_shutdown_and_every_event_is_accounted_for()
    {
        for (int round = 0; round < 20; round++)
        {
            MetricsRuntime runtime = new(
                new MetricsRuntimeOptions { EventLoop = { LaneBytes = LaneRoom.BytesFor<AuditEvent>(64), LaneCount = 2 } });
            runtime.Start();
            MetricsRecorder recorder = runtime.CreateRecorder("r");
            AuditMetric audit = new(3);
            recorder.Register(audit);
            long attempts = 0;
            long[] accepted = new long[3];
            Producers.Run(4, p =>
            {
                if (p == 3)
                {
                    Eventually.ShouldBeTrue(() => audit.Read().Count > 1000, "events flow");
                    runtime.Shutdown();
                    return;
                }

                long mine = 0;
                for (int after = 0; after < 1000; mine++)
                {
                    if (recorder.TryRegisterEvent(new AuditEvent(p, accepted[p]))) accepted[p]++;
                    if (recorder.Status == RecorderStatus.Stopped) after++;
                }

                Interlocked.Add(ref attempts, mine);
            });

            // An event may slip in between a producer's look at the status and the stop: accepted, then discarded or, when
            // the thread has ended already, pending for ever. Never lost from the books.
            RuntimeStatistics all = runtime.Statistics;
            all.Attempted.ShouldBe(attempts);
            all.Accepted.ShouldBe(accepted.Sum());
            (all.Processed + all.Discarded + all.Pending).ShouldBe(accepted.Sum());
            all.Processed.ShouldBe(audit.Received);
            (all.Discarded + all.Pending).ShouldBeLessThanOrEqualTo(3);
            (audit.Torn, audit.Duplicated, audit.Reordered, audit.Missing).ShouldBe((0L, 0L, 0L, 0));
        }
    }

    [Test]
    public void Shutdown_keeps_its_time_limit_when_a_handler_blocks_for_ever_and_says_how_many_events_were_not_applied()
    {
        MetricsRuntime runtime = new(new MetricsRuntimeOptions { IsBackground = false });
        runtime.Start();
        MetricsRecorder blocked = runtime.CreateRecorder("blocked");
        MetricsRecorder other = runtime.CreateRecorder("other");
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim release = new();
        Thread? thread = null;
        blocked.Register(new ProbeMetric(_ =>
        {
            thread = Thread.CurrentThread;
            inside.Set();
            release.Wait();
            return true;
        }));
        for (int i = 0; i < 5; i++) blocked.RegisterEvent(new Tick(i)).ShouldBeTrue();
        inside.Wait(s_patience).ShouldBeTrue();
        other.RegisterEvent(new Tick(1)).ShouldBeTrue();

        long started = Stopwatch.GetTimestamp();
        runtime.Shutdown(TimeSpan.FromMilliseconds(200)).ShouldBeFalse();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));

        runtime.Status.ShouldBe(RuntimeStatus.Closed);
        runtime.LastError.ShouldBeOfType<RuntimeShutdownException>().UnappliedEvents.ShouldBe(6);
        thread!.IsBackground.ShouldBeTrue("a blocked handler must not keep the process alive");
        blocked.TryRegisterEvent(new Tick(9)).ShouldBeFalse();
        Should.Throw<RecorderStateException>(() => other.RegisterEvent(new Tick(9)));
        runtime.Shutdown(); // closed already
        ((RuntimeShutdownException)runtime.LastError!).TimedOut.ShouldBeTrue();
        release.Set();
        thread.Join(s_patience).ShouldBeTrue();
    }

    [Test]
    public void Recorders_that_fail_to_stop_keep_no_other_from_stopping_and_are_listed_with_their_causes()
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        runtime.CreateRecorder("bad1", context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("one") });
        runtime.CreateRecorder("bad2", context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("two") });
        HookedRecorder good = runtime.CreateRecorder("good", context => new HookedRecorder(context));

        RuntimeShutdownException error = Should.Throw<RuntimeShutdownException>(runtime.Shutdown);

        error.Failures.Keys.Order().ShouldBe(["bad1", "bad2"]);
        error.Failures.Values.ShouldAllBe(e => e is RecorderStopException);
        error.Message.ShouldContain("'bad1'");
        error.UnappliedEvents.ShouldBe(0);
        good.Status.ShouldBe(RecorderStatus.Stopped);
        runtime.Status.ShouldBe(RuntimeStatus.Closed);
    }

    [Test]
    public void Many_callers_share_one_shutdown()
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        TaskCompletionSource hook = new();
        HookedRecorder recorder = runtime.CreateRecorder("r", context => new HookedRecorder(context) { Stopped = _ => hook.Task });
        Task[] shutdowns = [.. Enumerable.Range(0, 4).Select(_ => runtime.ShutdownAsync())];
        runtime.Status.ShouldBe(RuntimeStatus.Stopping);
        Should.Throw<RuntimeStateException>(() => runtime.CreateRecorder("late")).Actual.ShouldBe(RuntimeStatus.Stopping);
        Should.Throw<RuntimeStateException>(runtime.Start);
        using CancellationTokenSource cancelled = new();
        Task impatient = runtime.ShutdownAsync(cancelled.Token);
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => impatient.GetAwaiter().GetResult());

        hook.SetResult();

        Task.WaitAll(shutdowns, s_patience).ShouldBeTrue();
        recorder.Stops.ShouldBe(1);
    }

    [Test]
    public async Task Dispose_and_dispose_async_shut_down()
    {
        Counter<Tick> counter = new("c");
        MetricsRuntime runtime = new();
        await using (runtime)
        {
            runtime.Start();
            MetricsRecorder recorder = runtime.CreateRecorder("r");
            recorder.Register(counter);
            for (int i = 0; i < 100; i++) recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        }

        runtime.Status.ShouldBe(RuntimeStatus.Closed);
        counter.Read().Total.ShouldBe(100);
    }

    [Test]
    public void Waiting_calls_end_when_a_shutdown_gives_up_on_a_blocked_handler()
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim release = new();
        recorder.Register(new ProbeMetric(_ =>
        {
            inside.Set();
            return release.Wait(s_patience * 3);
        }));
        recorder.RegisterEvent(new Tick(1));
        inside.Wait(s_patience).ShouldBeTrue();
        Task<bool> flush = Task.Run(() => runtime.Flush(s_patience));
        Task flushAsync = Task.Run(() => runtime.FlushAsync());
        Task capture = Task.Run(() => runtime.Capture());
        MetricsRecorder? created = null;
        Task creation = Task.Run(() => runtime.CreateRecorder("late", context => created = new MetricsRecorder(context)));
        Eventually.ShouldBeTrue(() => created?.Status == RecorderStatus.Starting, "the creation waits for the loop");

        runtime.Shutdown(TimeSpan.FromMilliseconds(100)).ShouldBeFalse();

        Should.Throw<RuntimeStateException>(() => flushAsync.WaitAsync(s_patience).GetAwaiter().GetResult());
        Should.Throw<RuntimeStateException>(() => capture.WaitAsync(s_patience).GetAwaiter().GetResult());
        Should.Throw<RuntimeStateException>(() => creation.WaitAsync(s_patience).GetAwaiter().GetResult());
        try
        {
            flush.WaitAsync(s_patience).GetAwaiter().GetResult().ShouldBeFalse();
        }
        catch (RuntimeStateException)
        {
            // it began after the shutdown
        }

        release.Set();
    }

    [Test]
    public void Recorders_created_beside_a_shutdown_are_refused_or_stopped_and_never_stay_registered()
    {
        for (int round = 0; round < 100; round++)
        {
            MetricsRuntime runtime = new(new MetricsRuntimeOptions
            {
                EventLoop = { LaneCount = 1, LaneBytes = LaneRoom.BytesFor<Tick>(64), SharedLaneBytes = LaneRoom.BytesFor<Tick>(64) },
            });
            runtime.Start();
            Producers.Run(2, thread =>
            {
                if (thread == 0)
                {
                    runtime.Shutdown();
                    return;
                }

                try
                {
                    for (int i = 0; ; i++) runtime.CreateRecorder($"r{i}");
                }
                catch (RuntimeStateException)
                {
                    // as it should be
                }
            });
            runtime.RecorderIds.ShouldBeEmpty();
            (runtime.Status, runtime.LastError).ShouldBe((RuntimeStatus.Closed, null));
        }
    }
}
