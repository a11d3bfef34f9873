using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

// A ring buffer takes memory when it is used, never more than it declared, and loses none.
internal sealed partial class RingBufferTests
{
    private static readonly ulong s_header = 1 | RecordHeader.LengthOf<Tick>();

    [TestCase(32, 1 << 20, 24_000)]
    [TestCase(1024, 1 << 21, 64_000)]
    public void A_loop_that_is_made_costs_kilobytes_whatever_it_declares(int lanes, int laneBytes, int most)
    {
        MetricsEventLoopOptions options = new() { LaneCount = lanes, LaneBytes = laneBytes, SharedLaneBytes = laneBytes };
        new MetricsEventLoop(options).Dispose();
        long bytes = Allocations.Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            MetricsEventLoop loop = new(options);
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            loop.MemoryBytes.ShouldBeGreaterThan((lanes + 1L) * laneBytes);
            loop.Dispose();
            return taken;
        });
        bytes.ShouldBeInRange(1000, most);
    }

    [Test]
    public void A_lanes_memory_comes_with_its_first_lease_and_is_kept_for_the_next()
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 3, 1 << 20, 1 << 19));
        long total = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        object[] holders = [new(), new(), new()];
        Lane[] lanes = new Lane[3];
        for (int i = 0; i < 3; i++) Taken(() => lanes[i] = ring.TryLease(holders[i])!).ShouldBeInRange(1 << 20, (1 << 20) + 4096);
        Taken(() => ring.TryLease(new object()).ShouldBeNull()).ShouldBeLessThan(4096);
        lanes[1].EndLease(holders[1]);
        Taken(() => ring.TryLease(holders[1]).ShouldBeSameAs(lanes[1])).ShouldBeLessThan(4096);
        Taken(() => ring.Shared.TryPublish(s_header, new Tick(1)).ShouldBeTrue()).ShouldBeInRange(1 << 19, (1 << 19) + 8192);
        Taken(() => ring.Shared.TryPublish(s_header, new Tick(1)).ShouldBeTrue()).ShouldBeLessThan(4096);

        total.ShouldBeLessThanOrEqualTo(ring.MemoryBytes + 20_000);
        ring.MemoryBytes.ShouldBeLessThanOrEqualTo(total + 8192, "no more declared than taken");
        GC.KeepAlive(ring);

        long Taken(Action action)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            action();
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            total += taken;
            return taken;
        }
    }

    [Test]
    public void Threads_that_lease_at_once_get_a_lane_each([Values(2, 4)] int threads)
    {
        for (int round = 0; round < 200; round++)
        {
            RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, threads, 1024, 1024));
            Lane?[] leased = new Lane?[threads];
            Producers.Run(threads, thread =>
            {
                leased[thread] = ring.TryLease(new object());
                leased[thread].ShouldNotBeNull();
                leased[thread]!.TryPublish(s_header, new Tick(thread)).ShouldBeTrue();
            });
            leased.Distinct().Count().ShouldBe(threads);
            ring.TouchedLanes.Length.ShouldBe(threads);
            foreach (Lane? lane in ring.TouchedLanes) lane!.Published.ShouldBe(1);
            (ring.CountPublished(), ring.CountPending(0, 1)).ShouldBe((threads, threads));
            GC.KeepAlive(ring);
        }
    }

    [Test]
    public void A_hundred_thousand_threads_that_record_once_leave_no_memory_and_no_lane_behind()
    {
        const int Threads = 100_000;
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneCount = 4, LaneBytes = 4096, SharedLaneBytes = 4096 });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        Counter<Tick> counter = new("c");
        recorder.Register(counter);
        long settled = 0;
        Thread[] batch = new Thread[4];
        for (int started = 0; started < Threads; started += batch.Length)
        {
            for (int i = 0; i < batch.Length; i++)
            {
                batch[i] = new Thread(() => recorder.TryRegisterEvent(new Tick(1)), maxStackSize: 128 * 1024) { IsBackground = true };
                batch[i].Start();
            }

            foreach (Thread thread in batch) thread.Join();
            loop.RunOnce();
            if (started == 20_000) settled = GC.GetTotalMemory(forceFullCollection: true);
        }

        (GC.GetTotalMemory(forceFullCollection: true) - settled).ShouldBeLessThan(500_000);
        counter.Read().Total.ShouldBe(Threads);
        recorder.Statistics.ShouldBalance(Threads, Threads);
        loop.Statistics.LanesLeased.ShouldBe(0, "dead threads' lanes are leased again");
        loop.Statistics.SharedLaneEvents.ShouldBe(0, "one of four lanes was always free");
    }
}
