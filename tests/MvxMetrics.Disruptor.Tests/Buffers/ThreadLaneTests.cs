namespace MvxMetrics.Disruptor.Tests;

/// <summary>A thread's place at a buffer: the shared lane while no private one is free, and the way from one to the other.</summary>
[TestFixture]
internal sealed unsafe class ThreadLaneTests
{
    private static readonly ulong s_header = 1 | RecordHeader.LengthOf<Tick>();

    [Test]
    public void A_thread_that_moves_from_the_shared_lane_to_its_own_is_consumed_in_its_order()
    {
        RingBuffer ring = NewRing();
        object holder = new();
        Lane lane = ring.TryLease(holder)!;
        Producers.Run(1, _ =>
        {
            PublishAnyhow(0).ShouldBeTrue();
            ring.Shared.Published.ShouldBe(1, "the only lane is taken");
            lane.EndLease(holder);
            for (int i = 1; i < 400; i++) PublishAnyhow(i).ShouldBeTrue();
        });
        int moved = (int)ring.Shared.Published;
        moved.ShouldBeLessThan(128, "a free lane is found before long");
        (lane.Published + moved).ShouldBe(400);

        lane.PublishedEnd(0, 512).ShouldBe(0, "the thread's events in the shared lane come first");
        lane.HasPublished().ShouldBeFalse();
        Consume(ring.Shared, moved - 1);
        lane.PublishedEnd(0, 512).ShouldBe(0);
        Consume(ring.Shared, 1);
        lane.PublishedEnd(0, 512).ShouldBe(lane.Tail);
        lane.HasPublished().ShouldBeTrue();
        (*(long*)(lane.RecordAt(0) + RecordHeader.Size)).ShouldBe(moved);
        GC.KeepAlive(ring);

        bool PublishAnyhow(long value) => ring.TryPublish(s_header, new Tick(value));
    }

    [Test]
    public void A_lane_is_asked_for_again_at_each_64th_publication()
    {
        RingBuffer ring = NewRing();
        object holder = new();
        Lane lane = ring.TryLease(holder)!;
        ThreadLane place = new(ring.Shared, null);

        for (int i = 1; i <= 64; i++) place.TryPublish(ring, s_header, new Tick(i)).ShouldBeTrue();
        ring.Shared.Published.ShouldBe(64, "the only lane is taken at the 64th");
        lane.EndLease(holder);
        for (int i = 65; i <= 127; i++) place.TryPublish(ring, s_header, new Tick(i)).ShouldBeTrue();
        (ring.Shared.Published, lane.Published, place.Lane).ShouldBe((127, 0, null), "free, but not asked for yet");
        for (int i = 128; i <= 130; i++) place.TryPublish(ring, s_header, new Tick(i)).ShouldBeTrue();

        (ring.Shared.Published, lane.Published).ShouldBe((127, 3));
        place.Lane.ShouldBeSameAs(lane);
        lane.Cursors->NotBefore.ShouldBe(127 * 16, "what the thread has in the shared lane comes first");
        GC.KeepAlive(ring);
    }

    [Test]
    public void A_place_with_a_lane_uses_that_one_and_is_full_when_it_is()
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 2, LaneRoom.BytesFor<Tick>(64), 8192));
        Lane lane = ring.TryLease(this)!;
        ThreadLane place = new(ring.Shared, lane);

        for (int i = 0; i < 64; i++) place.TryPublish(ring, s_header, new Tick(i)).ShouldBeTrue();

        place.TryPublish(ring, s_header, new Tick(64)).ShouldBeFalse("order would be lost in another lane");
        (lane.Published, ring.Shared.Published, ring.CountLeased()).ShouldBe((64, 0, 1));
        GC.KeepAlive(ring);
    }

    private static RingBuffer NewRing() =>
        new(new RingBufferShape(ProducerMode.Striped, 1, LaneRoom.BytesFor<Tick>(512), LaneRoom.BytesFor<Tick>(512)));

    private static void Consume(SharedLane lane, int ticks)
    {
        for (int i = 0; i < ticks; i++)
        {
            SharedLane.Clear(lane.RecordAt(lane.Head), 16);
            lane.Release(lane.Head + 16, 1);
        }
    }
}
