using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The buffer as the sum of its lanes: which lane a mode gives to whom, what it counts, and how it is cut off.</summary>
[TestFixture]
[NonParallelizable]
internal sealed partial class RingBufferTests
{
    [Test]
    public void Every_buffer_has_a_token_of_its_own_that_is_neither_closed_nor_nothing()
    {
        long[] tokens = [.. Enumerable.Range(0, 100).Select(static _ => NewRing(ProducerMode.Striped).Token)];

        tokens.Distinct().Count().ShouldBe(100);
        tokens.Min().ShouldBeGreaterThan(0);
        RingBuffer.ClosedToken.ShouldBe(-1);
    }

    [Test]
    public void A_buffer_for_one_producer_has_one_lane_that_nobody_else_leases()
    {
        RingBuffer ring = NewRing(ProducerMode.Single);
        ring.TryLease(new object()).ShouldBeNull();

        Producers.Run(1, _ => ring.TryPublish(s_header, new Tick(1)).ShouldBeTrue());
        ring.TryPublish(s_header, new Tick(2)).ShouldBeTrue();

        (ring.LaneCount, ring.CountLeased(), ring.TouchedLanes.Length).ShouldBe((1, 1, 1));
        ring.TouchedLanes[0].ShouldBeSameAs(ring.SingleLane);
        (ring.SingleLane!.Published, ring.Shared.Published).ShouldBe((2, 0));
        GC.KeepAlive(ring);
    }

    [Test]
    public void An_ordered_buffer_has_the_shared_lane_alone()
    {
        RingBuffer ring = NewRing(ProducerMode.Ordered);
        ring.TryLease(new object()).ShouldBeNull();

        Producers.Run(3, _ => ring.TryPublish(s_header, new Tick(1)).ShouldBeTrue());

        (ring.LaneCount, ring.TouchedLanes.Length, ring.SingleLane).ShouldBe((0, 0, null));
        (ring.Shared.Published, ring.CountPublished(), ring.CountPending(0, 1)).ShouldBe((3, 3, 3));
        GC.KeepAlive(ring);
    }

    [Test]
    public void A_striped_buffer_gives_each_thread_a_lane_and_the_rest_the_shared_one_and_counts_them_all()
    {
        RingBuffer ring = NewRing(ProducerMode.Striped);
        using Barrier published = new(3);
        Producers.Run(3, thread =>
        {
            for (int i = 0; i < 5; i++) ring.TryPublish(s_header + (ulong)thread, new Tick(i)).ShouldBeTrue();
            published.SignalAndWait(TimeSpan.FromSeconds(20)).ShouldBeTrue("a lane is held while its thread lives");
        });

        (ring.TouchedLanes[0]!.Published, ring.TouchedLanes[1]!.Published, ring.Shared.Published).ShouldBe((5, 5, 5));
        ring.CountPublished().ShouldBe(15);
        for (ulong tag = 1; tag <= 3; tag++) ring.CountPending(0, tag).ShouldBe(5);
        ring.CountLeased().ShouldBe(0, "the threads have ended");
        GC.KeepAlive(ring);
    }

    [Test]
    public void The_consumer_is_woken_for_a_new_lane_once()
    {
        RingBuffer ring = NewRing(ProducerMode.Striped);
        object holder = new();
        ring.Signal.PrepareToPark();
        Lane lane = ring.TryLease(holder)!;
        ring.Signal.WakeUps.ShouldBe(1);
        lane.EndLease(holder);

        ring.Signal.PrepareToPark();
        ring.TryLease(holder).ShouldBeSameAs(lane);
        ring.Signal.WakeUps.ShouldBe(1, "its pages are known");
        ring.TryLease(new object()).ShouldNotBeNull();
        ring.Signal.WakeUps.ShouldBe(2, "the second lane is new");
    }

    [Test]
    public void A_lane_that_nobody_has_leased_is_not_looked_at()
    {
        RingBuffer ring = NewRing(ProducerMode.Striped);
        (ring.LaneCount, ring.TouchedLanes.Length).ShouldBe((2, 0));
        object[] holders = [new(), new()];
        Lane first = ring.TryLease(holders[0])!;
        ring.TouchedLanes.ToArray().ShouldBe([first]);
        Lane second = ring.TryLease(holders[1])!;
        ring.TouchedLanes.ToArray().ShouldBe([first, second]);

        first.EndLease(holders[0]);

        ring.CountLeased().ShouldBe(1);
        ring.TouchedLanes.Length.ShouldBe(2, "its events may still wait");
    }

    [Test]
    public void A_retired_buffer_is_not_kept_by_threads_that_published_to_it()
    {
        (WeakReference ring, Lane lane, SharedLane shared) = PublishAndRetire();

        GC.Collect();

        (ring.IsAlive, lane.Ring, shared.Ring).ShouldBe((false, null, null));
        GC.KeepAlive(lane);
        GC.KeepAlive(shared);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference Ring, Lane Lane, SharedLane Shared) PublishAndRetire()
        {
            RingBuffer ring = NewRing(ProducerMode.Striped);
            ring.TryPublish(s_header, new Tick(1)).ShouldBeTrue();
            ring.Shared.TryPublish(s_header, new Tick(2)).ShouldBeTrue();
            ring.CountPublished().ShouldBe(2);
            ring.Retire();
            return (new WeakReference(ring), ring.TouchedLanes[0]!, ring.Shared);
        }
    }

    private static RingBuffer NewRing(ProducerMode mode) => new(new RingBufferShape(mode, LaneCount: 2, 1024, 1024));
}
