using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Invariants 1, 2 and 4 under many producers: nothing lost, duplicated, reordered or torn, and every event counted.</summary>
[TestFixture]
internal sealed class ConservationTests
{
    private const int EventsPerProducer = 200_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Test]
    public void Every_accepted_event_is_applied_once_in_order_and_whole(
        [Values(ProducerMode.Striped, ProducerMode.Ordered)] ProducerMode mode,
        [Values(1, 2, 4, 16)] int producers)
    {
        using MetricsRuntime runtime = StartRuntime(new MetricsEventLoopOptions { ProducerMode = mode });
        (MetricsRecorder recorder, AuditMetric audit) = CreateAudited(runtime, producers);
        long attempts = 0;

        Producers.Run(producers, p => Interlocked.Add(
            ref attempts, Producers.SendAccepted(p, EventsPerProducer, e => recorder.TryRegisterEvent(in e))));

        runtime.Flush(s_patience).ShouldBeTrue();
        audit.ShouldHaveReceivedExactly([.. Enumerable.Repeat((long)EventsPerProducer, producers)]);
        recorder.Statistics.ShouldBalance(attempts, (long)producers * EventsPerProducer);
        runtime.Statistics.ShouldBalance(attempts, (long)producers * EventsPerProducer);
    }

    [Test]
    public void Tiny_lanes_drop_and_count_but_never_corrupt([Values(1, 3, 8)] int producers)
    {
        using MetricsRuntime runtime = StartRuntime(
            new MetricsEventLoopOptions { LaneCount = 4, LaneBytes = 1024, SharedLaneBytes = 1024 });
        (MetricsRecorder recorder, AuditMetric audit) = CreateAudited(runtime, producers);
        long attempts = 0;

        Producers.Run(producers, p => Interlocked.Add(
            ref attempts, Producers.SendAccepted(p, 5_000, e => recorder.TryRegisterEvent(new LongAuditEvent(e)))));

        runtime.Flush(s_patience).ShouldBeTrue();
        audit.ShouldHaveReceivedExactly([.. Enumerable.Repeat(5_000L, producers)]);
        recorder.Statistics.ShouldBalance(attempts, producers * 5_000L);
    }

    [Test]
    public void A_single_producer_lane_keeps_every_event()
    {
        using MetricsRuntime runtime = StartRuntime(new MetricsEventLoopOptions { ProducerMode = ProducerMode.Single });
        (MetricsRecorder recorder, AuditMetric audit) = CreateAudited(runtime, 1);

        long attempts = Producers.SendAccepted(0, EventsPerProducer, e => recorder.TryRegisterEvent(in e));

        runtime.Flush(s_patience).ShouldBeTrue();
        audit.ShouldHaveReceivedExactly([EventsPerProducer]);
        recorder.Statistics.ShouldBalance(attempts, EventsPerProducer);
        runtime.Statistics.SharedLaneEvents.ShouldBe(0);
    }

    [Test]
    public void Threads_beyond_the_lanes_share_the_shared_lane_without_loss()
    {
        const int Threads = 12;
        using MetricsRuntime runtime = StartRuntime(new MetricsEventLoopOptions { LaneCount = 3 });
        (MetricsRecorder recorder, AuditMetric audit) = CreateAudited(runtime, Threads);
        using Barrier allSeated = new(Threads);
        long attempts = 0;

        Producers.Run(Threads, p =>
        {
            Interlocked.Add(ref attempts, Producers.SendAccepted(p, EventsPerProducer / 4, e =>
            {
                bool accepted = recorder.TryRegisterEvent(in e);
                if (e.Sequence == 0 && accepted) allSeated.SignalAndWait(s_patience).ShouldBeTrue();
                return accepted;
            }));
        });

        runtime.Flush(s_patience).ShouldBeTrue();
        audit.ShouldHaveReceivedExactly([.. Enumerable.Repeat((long)EventsPerProducer / 4, Threads)]);
        recorder.Statistics.ShouldBalance(attempts, Threads * (EventsPerProducer / 4));
        runtime.Statistics.SharedLaneEvents.ShouldBeGreaterThanOrEqualTo(Threads - 3);
    }

    [Test]
    public void Ten_thousand_short_lived_threads_lose_nothing_and_leak_no_lane()
    {
        const int Threads = 10_000;
        using MetricsRuntime runtime = StartRuntime(new MetricsEventLoopOptions { LaneCount = 4 });
        (MetricsRecorder recorder, AuditMetric audit) = CreateAudited(runtime, Threads);
        long memory = runtime.MemoryBytes;

        for (int first = 0; first < Threads; first += 8)
        {
            int offset = first;
            Producers.Run(8, p =>
            {
                for (long sequence = 0; sequence < 3; sequence++)
                    recorder.TryRegisterEvent(new AuditEvent(offset + p, sequence)).ShouldBeTrue();
            });
        }

        runtime.Flush(s_patience).ShouldBeTrue();
        audit.ShouldHaveReceivedExactly([.. Enumerable.Repeat(3L, Threads)]);
        recorder.Statistics.ShouldBalance(Threads * 3, Threads * 3);
        runtime.Statistics.LanesLeased.ShouldBe(0, "all threads have ended");
        runtime.Statistics.SharedLaneEvents.ShouldBeLessThan(Threads * 3, "dead threads' lanes are leased again");
        runtime.MemoryBytes.ShouldBe(memory);
    }

    [Test]
    public void Two_runtimes_interleaved_on_one_thread_never_cross_count()
    {
        using MetricsRuntime left = StartRuntime(new MetricsEventLoopOptions());
        using MetricsRuntime right = StartRuntime(new MetricsEventLoopOptions());
        (MetricsRecorder leftRecorder, AuditMetric leftAudit) = CreateAudited(left, 2);
        (MetricsRecorder rightRecorder, AuditMetric rightAudit) = CreateAudited(right, 2);

        Producers.Run(2, p => Producers.SendAccepted(p, EventsPerProducer, e =>
        {
            SpinWait spin = default;
            while (!leftRecorder.TryRegisterEvent(in e)) spin.SpinOnce();
            if (e.Sequence % 2 == 0)
                while (!rightRecorder.TryRegisterEvent(new AuditEvent(e.Producer, e.Sequence / 2))) spin.SpinOnce();
            return true;
        }));

        left.Flush(s_patience).ShouldBeTrue();
        right.Flush(s_patience).ShouldBeTrue();
        leftAudit.ShouldHaveReceivedExactly([EventsPerProducer, EventsPerProducer]);
        rightAudit.ShouldHaveReceivedExactly([EventsPerProducer / 2, EventsPerProducer / 2]);
    }

    [Test]
    public void Batches_of_events_arrive_whole_and_in_order([Values(1, 4)] int producers)
    {
        using MetricsRuntime runtime = StartRuntime(new MetricsEventLoopOptions { LaneBytes = LaneRoom.BytesFor<AuditEvent>(256) });
        (MetricsRecorder recorder, AuditMetric audit) = CreateAudited(
            runtime, producers, new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = s_patience });

        Producers.Run(producers, p =>
        {
            AuditEvent[] batch = new AuditEvent[700];
            for (long sent = 0; sent < 70_000; sent += batch.Length)
            {
                for (int i = 0; i < batch.Length; i++) batch[i] = new AuditEvent(p, sent + i);
                recorder.RegisterEvents<AuditEvent>(batch).ShouldBe(batch.Length);
            }
        });

        runtime.Flush(s_patience).ShouldBeTrue();
        audit.ShouldHaveReceivedExactly([.. Enumerable.Repeat(70_000L, producers)]);
        recorder.Statistics.ShouldBalance(producers * 70_000L, producers * 70_000L);
    }

    [Test]
    public void Writers_on_several_threads_keep_the_order_of_each([Values(1, 2, 6)] int writers)
    {
        using MetricsRuntime runtime = StartRuntime(new MetricsEventLoopOptions { LaneCount = 4 });
        (MetricsRecorder recorder, AuditMetric audit) = CreateAudited(runtime, writers);
        long attempts = 0;

        Producers.Run(writers, p =>
        {
            using EventWriter<AuditEvent> writer = recorder.CreateWriter<AuditEvent>();
            Interlocked.Add(ref attempts, Producers.SendAccepted(p, EventsPerProducer / 2, e => writer.TryWrite(in e)));
        });

        runtime.Flush(s_patience).ShouldBeTrue();
        audit.ShouldHaveReceivedExactly([.. Enumerable.Repeat((long)EventsPerProducer / 2, writers)]);
        recorder.Statistics.ShouldBalance(attempts, writers * (EventsPerProducer / 2));
        runtime.Statistics.LanesLeased.ShouldBe(0, "all writers are disposed");
    }

    [Test]
    public void An_ordered_runtime_keeps_one_total_order_over_all_threads()
    {
        const int Threads = 4;
        const int Turns = 20_000;
        using MetricsRuntime runtime = StartRuntime(new MetricsEventLoopOptions { ProducerMode = ProducerMode.Ordered });
        MetricsRecorder recorder = runtime.CreateRecorder("ordered");
        TickLog log = new();
        recorder.Register(log);
        long turn = 0;

        // The threads pass a baton: each publication happens after the one before, on another thread.
        Producers.Run(Threads, p =>
        {
            SpinWait spin = default;
            for (long mine = p; mine < Turns; mine += Threads)
            {
                while (Volatile.Read(ref turn) != mine) spin.SpinOnce();
                while (!recorder.TryRegisterEvent(new Tick(mine))) spin.SpinOnce();
                Volatile.Write(ref turn, mine + 1);
            }
        });

        runtime.Flush(s_patience).ShouldBeTrue();
        log.Values.ShouldBe(Enumerable.Range(0, Turns).Select(i => (long)i));
    }

    [Test]
    public void Recorders_and_metrics_registered_while_events_flow_miss_nothing_sent_after_their_registration()
    {
        const int Rounds = 300;
        using MetricsRuntime runtime = StartRuntime(new MetricsEventLoopOptions());
        (MetricsRecorder busy, AuditMetric audit) = CreateAudited(runtime, 2);
        using CancellationTokenSource done = new();
        long[] sent = new long[2];

        Producers.Run(3, p =>
        {
            if (p < 2)
            {
                SpinWait spin = default;
                while (!done.IsCancellationRequested || sent[p] == 0)
                {
                    if (busy.TryRegisterEvent(new AuditEvent(p, sent[p]))) sent[p]++;
                    else spin.SpinOnce();
                }

                return;
            }

            try
            {
                for (int round = 0; round < Rounds; round++) RegisterAndSend(runtime, busy, round);
            }
            finally
            {
                done.Cancel();
            }
        });

        runtime.Flush(s_patience).ShouldBeTrue();
        audit.ShouldHaveReceivedExactly(sent);
    }

    private static void RegisterAndSend(MetricsRuntime runtime, MetricsRecorder busy, int round)
    {
        RecorderOptions options = new() { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = s_patience };
        MetricsRecorder recorder = runtime.CreateRecorder($"r{round}", options);
        Counter<Tick> first = new("first");
        Counter<Tick> second = new("second");
        Counter<Tock> late = new($"late{round}");

        recorder.Register(first);
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        recorder.Register(second);
        recorder.RegisterEvent(new Tick(2)).ShouldBeTrue();
        busy.Register(late);
        SpinWait spin = default;
        while (!busy.TryRegisterEvent(new Tock(1))) spin.SpinOnce();
        runtime.StopAndRemoveRecorder($"r{round}");

        first.Read().Total.ShouldBe(2);
        second.Read().Total.ShouldBeInRange(1, 2, "the second tick for certain; the first only if it was still pending");
        runtime.Flush(s_patience).ShouldBeTrue();
        late.Read().Total.ShouldBe(1);
        recorder.Statistics.ShouldBalance(2, 2);
    }

    private static MetricsRuntime StartRuntime(MetricsEventLoopOptions loop)
    {
        MetricsRuntime runtime = new(new MetricsRuntimeOptions { EventLoop = loop });
        runtime.Start();
        return runtime;
    }

    private static (MetricsRecorder Recorder, AuditMetric Audit) CreateAudited(
        MetricsRuntime runtime, int producers, RecorderOptions? options = null)
    {
        MetricsRecorder recorder = runtime.CreateRecorder("audited", options);
        AuditMetric audit = new(producers);
        recorder.Register(audit);
        return (recorder, audit);
    }
}
