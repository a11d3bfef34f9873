using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

// Counting what waits by walking headers, while records are written and consumed. All words of the payloads look like headers
// of a tag that nobody sends: whoever reads one where no record begins is found out.
internal sealed unsafe partial class RecordRingTests
{
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(1.5);

    [Test]
    public void A_walker_that_is_overtaken_never_reads_nonsense(
        [Values] bool isShared, [Values(1024, 16384)] int laneBytes, [Values(3, 127)] int mostWords)
    {
        RingBuffer ring = new(new RingBufferShape(isShared ? ProducerMode.Ordered : ProducerMode.Striped, 1, laneBytes, laneBytes));
        RecordRing lane = isShared ? ring.Shared : ring.TryLease(new object())!;
        RecordAudit audit = new(1, mostWords: mostWords);
        long sent = 0;
        long drained = 0;
        long walks = 0;
        long most = 0;
        long started = Stopwatch.GetTimestamp();
        Producers.Run(2, thread =>
        {
            // Producer and consumer are one thread: so they overtake the walker as often as they can.
            Random random = new(mostWords);
            while (Stopwatch.GetElapsedTime(started) < s_time)
            {
                if (thread == 0)
                {
                    for (int burst = random.Next(1000); burst > 0 && Send(); burst--) Volatile.Write(ref sent, sent + 1);
                    audit.Drain(lane, random.Next(1000));
                    Volatile.Write(ref drained, audit.Received);
                    continue;
                }

                long consumed = Volatile.Read(ref drained);
                long count = lane.CountPending(0, RecordAudit.TagOf(0));
                long published = lane.Published;
                if (count < 0 || count > published - consumed) Assert.Fail($"{count} of {published - consumed} at most");
                if (lane.CountPending(44, RecordAudit.Trap) != 0) Assert.Fail("a payload was taken for a header");
                if (lane.CountPending(16, 99) != 0) Assert.Fail("a receiver that gets nothing");
                walks++;
                most = Math.Max(most, count);
            }
        });

        lane.CountPending(0, RecordAudit.TagOf(0)).ShouldBe(sent - audit.Received, "exact when quiet");
        while (audit.Drain(lane) > 0)
        {
        }

        lane.CountPending(0, RecordAudit.TagOf(0)).ShouldBe(0);
        audit.ShouldHaveReceivedExactly(sent);
        sent.ShouldBeGreaterThan(10_000);
        TestContext.Out.WriteLine($"{walks} walks beside {sent} records, at most {most} pending");
        walks.ShouldBeGreaterThan(100);
        most.ShouldBeGreaterThan(0);
        GC.KeepAlive(ring);

        bool Send() => isShared ? audit.Send(ring.Shared, 0, sent) : audit.Send((Lane)lane, 0, sent);
    }

    [Test]
    public void A_lane_that_changes_its_format_beside_a_walker_never_counts_for_a_receiver_more_than_was_sent_to_it()
    {
        const ulong Bound = 0x20007;
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 1, 4096, 1024));
        long sentBound = 0;
        long consumedBound = 0;
        long started = Stopwatch.GetTimestamp();
        Producers.Run(2, thread =>
        {
            object holder = new();
            while (Stopwatch.GetElapsedTime(started) < s_time)
            {
                if (thread == 1)
                {
                    long consumed = Volatile.Read(ref consumedBound);
                    long count = ring.CountPending(0, Bound);
                    long most = Volatile.Read(ref sentBound) - consumed;
                    if (count > most) Assert.Fail($"{count} pending of {most} at most");
                    continue;
                }

                // As many records with headers as fit, then two bare ones: in turn, in the same lane.
                Lane wide = ring.TryLease(holder)!;
                while (wide.TryPublish(0x10007 | RecordHeader.LengthOf<Tick>(), new Tick(1)))
                {
                }

                wide.EndLease(holder);
                Drain(wide);
                Lane bound = ring.TryLease(holder, Bound | RecordHeader.LengthOf<Tick>())!;
                for (int i = 0; i < 2; i++)
                {
                    Volatile.Write(ref sentBound, sentBound + 1);
                    bound.TryPublishBare(new Tick(i)).ShouldBeTrue();
                }

                bound.EndLease(holder);
                Drain(bound);
                Volatile.Write(ref consumedBound, consumedBound + 2);
            }
        });
        sentBound.ShouldBeGreaterThan(1000);
        GC.KeepAlive(ring);

        static void Drain(Lane lane)
        {
            for (long end = lane.Tail; lane.Head < end;)
            {
                RecordRun run = RecordRun.Take(lane, lane.Head, end, 64, out long next);
                lane.Release(next, run.Count);
            }
        }
    }

    [Test]
    public void Every_recorders_pending_events_are_exact_when_quiet_held_ones_included()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions
        {
            LaneCount = 2,
            LaneBytes = 8192,
            SharedLaneBytes = 8192,
            OverflowPolicy = OverflowPolicy.DropNewest,
        });
        TaskCompletionSource hook = new(TaskCreationOptions.RunContinuationsAsynchronously);
        HookedRecorder starting = new(loop.CreateContext("starting", new RecorderOptions { HoldingCapacity = 100_000 }))
        {
            Starting = _ => hook.Task,
        };
        MetricsRecorder[] recorders = [loop.CreateRecorder("a"), loop.CreateRecorder("b"), starting];
        foreach (MetricsRecorder recorder in recorders) recorder.Register(new Counter<Tick>("ticks"));
        using EventWriter<Tick> own = recorders[0].CreateWriter<Tick>();
        using EventWriter<Point> ownOfStarting = starting.CreateWriter<Point>();
        using EventWriter<Event1016> shared = recorders[1].CreateWriter<Event1016>();
        long[] accepted = new long[3];
        Random random = new(11);
        bool isReleased = false;
        for (int round = 0; round < 2000; round++)
        {
            int who = random.Next(3);
            bool sent = random.Next(6) switch
            {
                0 => who == 0 ? own.TryWrite(new Tick(round))
                    : who == 1 ? shared.TryWrite(default)
                    : ownOfStarting.TryWrite(new Point(round)),
                1 => recorders[who].TryRegisterEvent(default(Event1016)),
                2 => recorders[who].TryRegisterEvent(new Point(round)),
                _ => recorders[who].TryRegisterEvent(new Tick(round)),
            };
            if (sent) accepted[who]++;
            if (random.Next(20) == 0) loop.RunOnce(random.Next(100));
            if (round == 1500) hook.SetResult();
            if (round > 1500 && !isReleased)
            {
                Eventually.ShouldBeTrue(() => loop.RunOnce() >= 0 && starting.Status == RecorderStatus.Running, "the recorder runs");
                isReleased = true;
            }

            for (int i = 0; i < 3; i++)
            {
                RecorderStatistics books = recorders[i].Statistics;
                (books.Pending, books.Accepted).ShouldBe((accepted[i] - books.Processed, accepted[i]), $"round {round}, recorder {i}");
            }

            loop.Statistics.Pending.ShouldBe(recorders.Sum(static r => r.Statistics.Pending));
            if (!isReleased) starting.Statistics.Pending.ShouldBe(accepted[2]);
        }

        while (loop.RunOnce() > 0)
        {
        }

        foreach (MetricsRecorder recorder in recorders) recorder.Statistics.Pending.ShouldBe(0);
        loop.Statistics.Accepted.ShouldBe(accepted.Sum());
    }
}
