namespace MvxMetrics.Disruptor.Tests;

/// <summary>The private lane by itself, on one thread: positions, limits, laps and leases.</summary>
[TestFixture]
internal sealed unsafe partial class LaneTests
{
    private RingBuffer _ring = null!;
    private Lane _lane = null!;

    [SetUp]
    public void LeaseALane()
    {
        _ring = new RingBuffer(
            new RingBufferShape(ProducerMode.Striped, LaneCount: 2, LaneBytes: LaneRoom.BytesFor<Tick>(64), SharedLaneBytes: 1024));
        _lane = _ring.TryLease(new object())!;
    }

    [Test]
    public void An_event_is_invisible_until_published_and_then_whole()
    {
        _lane.PublishedEnd(0, 8).ShouldBe(0);
        _lane.HasPublished().ShouldBeFalse();

        _lane.TryPublish(42 | RecordHeader.LengthOf<AuditEvent>(), new AuditEvent(3, 7)).ShouldBeTrue();

        _lane.HasPublished().ShouldBeTrue();
        _lane.PublishedEnd(0, 8).ShouldBe(8 + 24);
        ulong header = *(ulong*)_lane.RecordAt(0);
        (RecordHeader.TagOf(header), RecordHeader.BytesOf(header)).ShouldBe((42UL, 32));
        AuditEvent seen = *(AuditEvent*)(_lane.RecordAt(0) + RecordHeader.Size);
        (seen.Producer, seen.Sequence, seen.IsTorn).ShouldBe((3, 7, false));
    }

    [Test]
    public void A_full_lane_refuses_and_a_release_makes_exactly_as_much_room()
    {
        for (int i = 0; i < 64; i++) Publish(i).ShouldBeTrue();
        Publish(64).ShouldBeFalse();

        _lane.Release(3 * 16, 3);

        for (int i = 64; i < 67; i++) Publish(i).ShouldBeTrue();
        Publish(67).ShouldBeFalse();
        (_lane.Tail, _lane.Published, _lane.Waiting).ShouldBe((67 * 16, 67, 64));
    }

    [Test]
    public void Events_survive_a_thousand_laps_in_order()
    {
        long expected = 0;
        for (int i = 0; i < 64_000; i++)
        {
            Publish(i).ShouldBeTrue();
            if (i % 5 != 4) continue;

            long first = expected;
            for (long end = _lane.PublishedEnd(_lane.Head, 100); expected * 16 < end; expected++)
                if (ValueAt(expected) != expected) ValueAt(expected).ShouldBe(expected);
            _lane.Release(expected * 16, (int)(expected - first));
        }

        expected.ShouldBe(64_000);
    }

    [Test]
    public void A_span_is_published_as_far_as_it_fits()
    {
        Tick[] ticks = [.. Enumerable.Range(0, 67).Select(i => new Tick(i))];
        ulong header = 5 | RecordHeader.LengthOf<Tick>();

        _lane.PublishMany<Tick>(header, ticks).ShouldBe(64);
        _lane.PublishMany<Tick>(header, ticks.AsSpan(64)).ShouldBe(0);
        _lane.Release(64 * 16, 64);
        _lane.PublishMany<Tick>(header, ticks.AsSpan(64)).ShouldBe(3);

        for (long i = 64; i < 67; i++) ValueAt(i).ShouldBe(i);
        _lane.Published.ShouldBe(67);
    }

    [Test]
    public void A_span_goes_over_the_end_of_the_ring_and_as_far_as_there_is_room()
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 1, 1024, 1024));
        Lane lane = ring.TryLease(new object())!;
        Point[] points = [.. Enumerable.Range(0, 100_000).Select(static i => new Point(i))];
        Random random = new(5);
        int sent = 0;
        long received = 0;
        while (sent < 90_000)
        {
            int room = (int)((1024 - (lane.Tail - lane.Head)) / 32);
            int wanted = random.Next(1, 60);
            int published = lane.PublishMany<Point>(1 | RecordHeader.LengthOf<Point>(), points.AsSpan(sent, wanted));
            published.ShouldBe(Math.Min(room, wanted));
            sent += published;
            long end = lane.PublishedEnd(lane.Head, 100);
            while (lane.Head < end)
            {
                RecordRun run = RecordRun.Take(lane, lane.Head, end, random.Next(1, 30), out long next);
                for (int i = 0; i < run.Count; i++, received++)
                    if (((Point*)(run.First + (i * run.Stride)))->Key != received) Assert.Fail($"event {received}");
                lane.Release(next, run.Count);
            }
        }

        (received, lane.Published).ShouldBe((sent, sent));
        GC.KeepAlive(ring);
    }

    [Test]
    public void Pending_events_are_counted_by_tag()
    {
        for (int i = 0; i < 3; i++) Publish(i, 0x10007);
        for (int i = 0; i < 2; i++) Publish(i, 0x20007);

        _ring.CountPending(16, 1).ShouldBe(3);
        _ring.CountPending(16, 2).ShouldBe(2);
        _lane.Release(4 * 16, 4);
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
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 1, 1024, 1024));
        Producers.Run(1, _ => ring.TryPublish(1 | RecordHeader.LengthOf<Tick>(), new Tick(1)).ShouldBeTrue());
        Lane lane = ring.TouchedLanes[0]!;
        lane.IsLeased.ShouldBeFalse();

        Producers.Run(1, _ => ring.TryPublish(1 | RecordHeader.LengthOf<Tick>(), new Tick(2)).ShouldBeTrue());

        (lane.Tail, lane.Published).ShouldBe((32, 2));
        ring.Shared.Tail.ShouldBe(0);
        (*(long*)(lane.RecordAt(0) + RecordHeader.Size)).ShouldBe(1);
        (*(long*)(lane.RecordAt(16) + RecordHeader.Size)).ShouldBe(2);
        GC.KeepAlive(ring);
    }

    [TearDown]
    public void KeepMemory()
    {
        GC.KeepAlive(_ring);
        GC.KeepAlive(_ringOfOne);
    }

    private bool Publish(long value, ulong tag = 1) => _lane.TryPublish(tag | RecordHeader.LengthOf<Tick>(), new Tick(value));

    private long ValueAt(long index) => *(long*)(_lane.RecordAt(index * 16) + RecordHeader.Size);
}
