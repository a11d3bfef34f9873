using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The consumer has a new lane's pages backed, slice by slice, and changes none of their bytes.</summary>
[TestFixture]
[NonParallelizable]
internal sealed unsafe partial class PagePrefaultTests
{
    private const int LaneBytes = 1 << 21;
    private const int PageBytes = 4096;

    [Test]
    public void A_leased_lane_is_due_and_done_after_its_slices()
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 3, LaneBytes, 1 << 20));
        ring.Prefault.Advance(ring).ShouldBeFalse("no lane has memory");

        ring.TryLease(new object()).ShouldNotBeNull();
        Slices(ring).ShouldBe(LaneBytes / PageBytes / 64);

        ring.Shared.TryPublish(1 | RecordHeader.LengthOf<Tick>(), new Tick(1)).ShouldBeTrue();
        ring.TryLease(new object()).ShouldNotBeNull();
        Slices(ring).ShouldBe(LaneBytes / PageBytes / 64, "both at once");
        ring.Prefault.IsDue.ShouldBeFalse();
    }

    [TestCase(1024)]
    [TestCase(8192)]
    public void A_small_lane_is_done_at_once(int laneBytes)
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Single, 1, laneBytes, 1024));
        Slices(ring).ShouldBe(1);
    }

    [Test]
    public void A_lane_that_another_thread_leases_again_is_not_touched_again()
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 1, LaneBytes, 1024));
        object first = new();
        Lane lane = ring.TryLease(first)!;
        Slices(ring).ShouldBeGreaterThan(1);
        lane.EndLease(first);

        ring.TryLease(new object()).ShouldBeSameAs(lane);

        ring.Prefault.IsDue.ShouldBeFalse();
    }

    [Test]
    public void No_byte_of_a_record_changes_while_pages_are_touched()
    {
        const int Records = 20_000;
        for (int round = 0; round < 20; round++)
        {
            RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 1, 1 << 23, 1024));
            Lane lane = ring.TryLease(new object())!;
            RecordAudit audit = new(1, mostWords: 50);
            Producers.Run(2, thread =>
            {
                if (thread == 1)
                {
                    Slices(ring);
                    return;
                }

                for (int i = 0; i < Records; i++) audit.Send(lane, 0, i).ShouldBeTrue();
            });

            audit.Drain(lane, int.MaxValue);
            audit.ShouldHaveReceivedExactly(Records);
            GC.KeepAlive(ring);
        }
    }

    [Test]
    [Platform("Linux")]
    public void A_runtime_has_a_lanes_pages_backed_before_its_producer_comes_to_them()
    {
        using MetricsEventLoop loop = new();
        Thread driver = new(loop.Run);
        driver.Start();
        try
        {
            using EventWriter<Tick> writer = loop.CreateRecorder("r").CreateWriter<Tick>();
            writer.TryWrite(new Tick(1)).ShouldBeTrue();
            Lane lane = ((IRecorderHost)loop).Ring.TouchedLanes[0]!;

            Eventually.ShouldBeTrue(() => BackedPages(lane) == LaneBytes / PageBytes, "all pages are backed, though one event was written");
        }
        finally
        {
            loop.RequestStop();
            driver.Join();
        }
    }

    private static int Slices(RingBuffer ring)
    {
        int slices = 0;
        while (ring.Prefault.Advance(ring)) slices++;
        return slices;
    }

    private static int BackedPages(Lane lane)
    {
        byte[] residence = new byte[LaneBytes / PageBytes];
        nint start = (nint)lane.RecordAt(0) & ~(PageBytes - 1);
        fixed (byte* pages = residence)
            MinCore(start, LaneBytes, pages).ShouldBe(0);
        return residence.Count(static page => (page & 1) != 0);
    }

    [LibraryImport("libc", EntryPoint = "mincore")]
    private static partial int MinCore(nint start, nint bytes, byte* residence);
}
