namespace MvxMetrics.Disruptor.Tests;

/// <summary>The shared lane by itself.</summary>
[TestFixture]
internal sealed unsafe class SharedLaneTests
{
    private static readonly RingBufferShape s_shape = new(ProducerMode.Ordered, 1, 8, SharedLaneCapacity: 8, SlotSize: 64);

    [Test]
    public void Sequences_are_given_out_in_order_and_a_full_lane_refuses()
    {
        RingBuffer ring = new(s_shape);
        for (int i = 0; i < 8; i++)
        {
            ring.Shared.TryPublish(1, new Tick(i), out long sequence).ShouldBeTrue();
            sequence.ShouldBe(i);
        }

        ring.Shared.TryPublish(1, new Tick(8), out _).ShouldBeFalse();
        ring.Shared.PublishedEnd(0, 100).ShouldBe(8);
        ring.Shared.Release(2);
        ring.Shared.TryPublish(1, new Tick(8), out _).ShouldBeTrue();
        ring.Shared.TryPublish(1, new Tick(9), out _).ShouldBeTrue();
        ring.Shared.TryPublish(1, new Tick(10), out _).ShouldBeFalse();
        GC.KeepAlive(ring);
    }

    [Test]
    public void A_slot_of_the_lap_before_does_not_pass_for_published_through_all_stamps()
    {
        RingBuffer ring = new(s_shape);
        SharedLane lane = ring.Shared;
        for (long i = 0; i < 8 * 600; i++)
        {
            lane.PublishedEnd(i, 8).ShouldBe(i, "nothing is published yet");
            lane.TryPublish(1, new Tick(i), out _).ShouldBeTrue();
            lane.PublishedEnd(i, 8).ShouldBe(i + 1);
            (*(long*)(lane.SlotAt(i) + SlotHeader.Size)).ShouldBe(i);
            lane.Release(i + 1);
        }

        GC.KeepAlive(ring);
    }

    [Test]
    public void A_claim_without_its_stamp_hides_what_lies_behind_it()
    {
        RingBuffer ring = new(s_shape);
        SharedLane lane = ring.Shared;
        for (int i = 0; i < 3; i++) lane.TryPublish(9, new Tick(i), out _);

        *(ulong*)lane.SlotAt(1) = 0; // as if the second producer had claimed and not published yet

        lane.PublishedEnd(0, 8).ShouldBe(1);
        lane.CountPending(0, 9).ShouldBe(2);
        *(ulong*)lane.SlotAt(1) = SlotHeader.Stamp(9, SlotHeader.LapOf(1, 3));
        lane.PublishedEnd(0, 8).ShouldBe(3);
        GC.KeepAlive(ring);
    }

    [Test]
    public void A_thread_that_moves_from_the_shared_lane_to_its_own_is_consumed_in_its_order()
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, LaneCount: 1, LaneCapacity: 512, SharedLaneCapacity: 512, SlotSize: 64));
        object holder = new();
        Lane lane = ring.TryLease(holder)!;
        Producers.Run(1, _ =>
        {
            ring.TryPublish(1, new Tick(0)).ShouldBeTrue();
            ring.Shared.Tail.ShouldBe(1, "the only lane is taken");
            lane.EndLease(holder);
            for (int i = 1; i < 400; i++) ring.TryPublish(1, new Tick(i)).ShouldBeTrue();
        });
        long moved = ring.Shared.Tail;
        moved.ShouldBeLessThan(128, "a free lane is found before long");
        (lane.Tail + moved).ShouldBe(400);

        lane.PublishedEnd(0, 512).ShouldBe(0, "the thread's events in the shared lane come first");
        ring.Shared.Release(moved - 1);
        lane.PublishedEnd(0, 512).ShouldBe(0);
        ring.Shared.Release(moved);
        lane.PublishedEnd(0, 512).ShouldBe(lane.Tail);
        (*(long*)(lane.SlotAt(0) + SlotHeader.Size)).ShouldBe(moved);
        GC.KeepAlive(ring);
    }
}
