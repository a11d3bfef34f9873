namespace MvxMetrics.Disruptor.Tests;

/// <summary>The shared lane by itself.</summary>
[TestFixture]
internal sealed unsafe partial class SharedLaneTests
{
    private static readonly RingBufferShape s_shape = new(ProducerMode.Ordered, 1, 1024, SharedLaneBytes: LaneRoom.BytesFor<Tick>(64));

    [Test]
    public void Records_are_given_out_in_order_and_a_full_lane_refuses()
    {
        RingBuffer ring = new(s_shape);
        for (int i = 0; i < 64; i++) Publish(ring, i).ShouldBeTrue();

        Publish(ring, 64).ShouldBeFalse();
        ring.Shared.PublishedEnd(0, 100).ShouldBe(1024);
        ring.Shared.PublishedEnd(0, 5).ShouldBe(5 * 16);
        for (int i = 0; i < 64; i++) (*(long*)(ring.Shared.RecordAt(i * 16) + RecordHeader.Size)).ShouldBe(i);
        Consume(ring.Shared, 2);
        Publish(ring, 64).ShouldBeTrue();
        Publish(ring, 65).ShouldBeTrue();
        Publish(ring, 66).ShouldBeFalse();
        ring.Shared.Published.ShouldBe(66);
        GC.KeepAlive(ring);
    }

    [Test]
    public void A_record_of_the_lap_before_does_not_pass_for_published_in_any_lap()
    {
        RingBuffer ring = new(s_shape);
        SharedLane lane = ring.Shared;
        for (long i = 0; i < 64 * 600; i++)
        {
            lane.PublishedEnd(i * 16, 8).ShouldBe(i * 16, "nothing is published yet");
            lane.HasPublished().ShouldBeFalse();
            Publish(ring, i).ShouldBeTrue();
            lane.PublishedEnd(i * 16, 8).ShouldBe((i + 1) * 16);
            (*(long*)(lane.RecordAt(i * 16) + RecordHeader.Size)).ShouldBe(i);
            Consume(lane, 1);
        }

        GC.KeepAlive(ring);
    }

    [Test]
    public void A_claim_without_its_header_hides_what_lies_behind_it()
    {
        RingBuffer ring = new(s_shape);
        SharedLane lane = ring.Shared;
        for (int i = 0; i < 3; i++) Publish(ring, i, tag: 9);

        ulong header = *(ulong*)lane.RecordAt(16);
        *(ulong*)lane.RecordAt(16) = 0; // as if the second producer had claimed and not published yet

        lane.PublishedEnd(0, 8).ShouldBe(16);
        lane.CountPending(0, 9).ShouldBe(1, "how long it is, and what lies behind it, is not known yet");
        (lane.Published, lane.Waiting).ShouldBe((3, 3));
        *(ulong*)lane.RecordAt(16) = header;
        lane.PublishedEnd(0, 8).ShouldBe(48);
        lane.CountPending(0, 9).ShouldBe(3);
        GC.KeepAlive(ring);
    }

    private static bool Publish(RingBuffer ring, long value, ulong tag = 1) =>
        ring.Shared.TryPublish(tag | RecordHeader.LengthOf<Tick>(), new Tick(value));

    private static void Consume(SharedLane lane, int ticks)
    {
        for (int i = 0; i < ticks; i++)
        {
            SharedLane.Clear(lane.RecordAt(lane.Head), 16);
            lane.Release(lane.Head + 16, 1);
        }
    }
}
