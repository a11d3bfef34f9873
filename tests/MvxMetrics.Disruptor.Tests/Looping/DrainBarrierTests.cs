namespace MvxMetrics.Disruptor.Tests;

/// <summary>A barrier stands behind what was published before it, in every lane, and behind nothing that came later.</summary>
[TestFixture]
internal sealed class DrainBarrierTests
{
    private static readonly LoopCommand s_command = new ActionCommand(static () => { });

    [Test]
    public void With_nothing_published_it_is_reached_at_once()
    {
        RingBuffer ring = NewRing();
        new DrainBarrier(ring, s_command, includesHeld: false).IsReached().ShouldBeTrue();
        Lease(ring);
        new DrainBarrier(ring, s_command, includesHeld: false).IsReached().ShouldBeTrue("an empty lane");
    }

    [Test]
    public void It_is_reached_when_every_lane_has_come_so_far([Values] bool firstLaneFirst)
    {
        RingBuffer ring = NewRing();
        Lane[] lanes = [Lease(ring), Lease(ring)];
        foreach (Lane lane in lanes) Publish(lane, 2);
        DrainBarrier barrier = new(ring, s_command, includesHeld: false);
        barrier.IsReached().ShouldBeFalse();

        (Lane early, Lane late) = firstLaneFirst ? (lanes[0], lanes[1]) : (lanes[1], lanes[0]);
        Consume(early, 2);
        barrier.IsReached().ShouldBeFalse();
        Consume(late, 1);
        barrier.IsReached().ShouldBeFalse("one event is left");
        Consume(late, 1);
        barrier.IsReached().ShouldBeTrue();
    }

    [Test]
    public void The_shared_lane_counts_as_well()
    {
        RingBuffer ring = NewRing();
        ring.Shared.TryPublish(RecordedEvent<Tick>.Header, new Tick(1)).ShouldBeTrue();
        DrainBarrier barrier = new(ring, s_command, includesHeld: false);
        barrier.IsReached().ShouldBeFalse();

        Consume(ring.Shared, 1);

        barrier.IsReached().ShouldBeTrue();
    }

    [Test]
    public void What_is_published_later_is_not_waited_for()
    {
        RingBuffer ring = NewRing();
        Lane lane = Lease(ring);
        Publish(lane, 1);
        DrainBarrier barrier = new(ring, s_command, includesHeld: false);

        Publish(lane, 3);
        Publish(Lease(ring), 1);
        ring.Shared.TryPublish(RecordedEvent<Tick>.Header, new Tick(1)).ShouldBeTrue();
        barrier.IsReached().ShouldBeFalse();
        Consume(lane, 1);

        barrier.IsReached().ShouldBeTrue("neither the rest of its lane, nor a lane leased since, nor the shared lane");
    }

    [Test]
    public void It_carries_its_command_and_whether_kept_events_count([Values] bool includesHeld)
    {
        DrainBarrier barrier = new(NewRing(), s_command, includesHeld);
        barrier.Command.ShouldBeSameAs(s_command);
        barrier.IncludesHeld.ShouldBe(includesHeld);
    }

    private static RingBuffer NewRing() => new(new RingBufferShape(ProducerMode.Striped, 2, 1024, 1024));

    private static Lane Lease(RingBuffer ring) => ring.TryLease(new object()).ShouldNotBeNull();

    private static void Publish(Lane lane, int events)
    {
        for (int i = 0; i < events; i++) lane.TryPublish(RecordedEvent<Tick>.Header, new Tick(i)).ShouldBeTrue();
    }

    private static void Consume(RecordRing lane, int events) =>
        lane.Release(lane.Head + (events * RecordHeader.RecordBytes<Tick>()), events);
}
