namespace MvxMetrics.Disruptor.Tests;

/// <summary>The private lane by itself, on one thread: positions, limits, laps and leases.</summary>
[TestFixture]
internal sealed unsafe class LaneTests
{
    private RingBuffer _ring = null!;
    private Lane _lane = null!;

    [SetUp]
    public void LeaseALane()
    {
        _ring = new RingBuffer(new RingBufferShape(ProducerMode.Striped, LaneCount: 2, LaneCapacity: 8, SharedLaneCapacity: 8, SlotSize: 64));
        _lane = _ring.TryLease(new object())!;
    }

    [Test]
    public void An_event_is_invisible_until_published_and_then_whole()
    {
        _lane.PublishedEnd(0, 8).ShouldBe(0);

        _lane.TryPublish(42, new AuditEvent(3, 7)).ShouldBeTrue();

        _lane.PublishedEnd(0, 8).ShouldBe(1);
        SlotHeader.TagOf(*(ulong*)_lane.SlotAt(0)).ShouldBe(42UL);
        AuditEvent seen = *(AuditEvent*)(_lane.SlotAt(0) + SlotHeader.Size);
        (seen.Producer, seen.Sequence, seen.IsTorn).ShouldBe((3, 7, false));
    }

    [Test]
    public void A_full_lane_refuses_and_a_release_makes_exactly_as_much_room()
    {
        for (int i = 0; i < 8; i++) _lane.TryPublish(1, new Tick(i)).ShouldBeTrue();
        _lane.TryPublish(1, new Tick(8)).ShouldBeFalse();

        _lane.Release(3);

        for (int i = 8; i < 11; i++) _lane.TryPublish(1, new Tick(i)).ShouldBeTrue();
        _lane.TryPublish(1, new Tick(11)).ShouldBeFalse();
        _lane.Tail.ShouldBe(11);
    }

    [Test]
    public void Events_survive_a_thousand_laps_in_order()
    {
        long expected = 0;
        for (int i = 0; i < 8_000; i++)
        {
            _lane.TryPublish(1, new Tick(i)).ShouldBeTrue();
            if (i % 5 != 4) continue;

            for (long end = _lane.PublishedEnd(_lane.Head, 100); expected < end; expected++)
                (*(long*)(_lane.SlotAt(expected) + SlotHeader.Size)).ShouldBe(expected);
            _lane.Release(expected);
        }

        expected.ShouldBe(8_000);
    }

    [Test]
    public void A_span_is_published_as_far_as_it_fits()
    {
        Tick[] ticks = [.. Enumerable.Range(0, 11).Select(i => new Tick(i))];

        _lane.PublishMany<Tick>(5, ticks).ShouldBe(8);
        _lane.PublishMany<Tick>(5, ticks.AsSpan(8)).ShouldBe(0);
        _lane.Release(8);
        _lane.PublishMany<Tick>(5, ticks.AsSpan(8)).ShouldBe(3);

        for (long i = 8; i < 11; i++) (*(long*)(_lane.SlotAt(i) + SlotHeader.Size)).ShouldBe(i);
    }

    [Test]
    public void A_batch_limit_bounds_what_a_consumer_sees_at_once()
    {
        for (int i = 0; i < 6; i++) _lane.TryPublish(1, new Tick(i));

        _lane.PublishedEnd(0, 4).ShouldBe(4);
        _lane.PublishedEnd(4, 4).ShouldBe(6);
    }

    [Test]
    public void Pending_events_are_counted_by_tag()
    {
        for (int i = 0; i < 3; i++) _lane.TryPublish(0x10007, new Tick(i));
        for (int i = 0; i < 2; i++) _lane.TryPublish(0x20007, new Tick(i));

        _ring.CountPending(16, 1).ShouldBe(3);
        _ring.CountPending(16, 2).ShouldBe(2);
        _lane.Release(4);
        _ring.CountPending(16, 1).ShouldBe(0);
        _ring.CountPending(16, 2).ShouldBe(1);
    }

    [Test]
    public void A_held_lane_is_not_leased_twice_and_a_returned_one_is()
    {
        object first = new();
        object second = new();
        Lane lane = _ring.TryLease(first)!;

        _ring.TryLease(second).ShouldBeNull("both lanes are held");
        lane.EndLease(second);
        _ring.TryLease(second).ShouldBeNull("only the holder ends a lease");
        lane.EndLease(first);
        _ring.TryLease(second).ShouldBeSameAs(lane);
    }

    [Test]
    public void The_lane_of_an_ended_thread_is_leased_again_behind_its_last_event()
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 1, 8, 8, 64));
        Producers.Run(1, _ => ring.TryPublish(1, new Tick(1)).ShouldBeTrue());
        Lane lane = ring.TouchedLanes[0];
        lane.IsLeased.ShouldBeFalse();

        Producers.Run(1, _ => ring.TryPublish(1, new Tick(2)).ShouldBeTrue());

        lane.Tail.ShouldBe(2);
        ring.Shared.Tail.ShouldBe(0);
        (*(long*)(lane.SlotAt(0) + SlotHeader.Size)).ShouldBe(1);
        (*(long*)(lane.SlotAt(1) + SlotHeader.Size)).ShouldBe(2);
        GC.KeepAlive(ring);
    }

    [TearDown]
    public void KeepMemory() => GC.KeepAlive(_ring);
}
