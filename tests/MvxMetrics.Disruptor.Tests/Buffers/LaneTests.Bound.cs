namespace MvxMetrics.Disruptor.Tests;

// Lanes that belong to one receiver and one type: bare records, and how a lane changes from one format to the other.
internal sealed unsafe partial class LaneTests
{
    private const ulong Tag = 0x50003;
    private static readonly ulong s_header = Tag | RecordHeader.LengthOf<Point>();

    private readonly object _holder = new();

    private RingBuffer _ringOfOne = null!;

    [SetUp]
    public void MakeABufferOfOneLane() =>
        _ringOfOne = new RingBuffer(new RingBufferShape(ProducerMode.Striped, 1, 1024, 1024, FirstPosition: 1000));

    [Test]
    public void Records_stand_bare_one_behind_the_other_and_are_one_run()
    {
        Lane lane = _ringOfOne.TryLease(_holder, s_header)!;
        for (int i = 0; i < 42; i++) lane.TryPublishBare(new Point(i)).ShouldBeTrue();
        lane.TryPublishBare(new Point(42)).ShouldBeFalse("42 times 24 bytes are 1,008");
        (lane.Tail, lane.Published, lane.Waiting, lane.BoundHeader).ShouldBe((1000 + 1008, 42, 42, s_header));

        // One record begins in the last 24 bytes of the lap, the next one where that ends.
        RecordRun run = RecordRun.Take(lane, 1000, lane.Tail, 64, out long next);
        (run.Header, run.Tag, run.Count, run.Stride, run.PayloadBytes, next).ShouldBe((s_header, Tag, 1, 24, 24, 1024));
        ((Point*)run.First)->Key.ShouldBe(0);
        run = RecordRun.Take(lane, 1024, lane.Tail, 30, out next);
        (run.Count, next).ShouldBe((30, 1024 + 720));
        for (int i = 0; i < 30; i++) ((Point*)run.First + i)->Key.ShouldBe(1 + i);
        run = RecordRun.Take(lane, next, lane.Tail, 64, out next);
        (run.Count, next).ShouldBe((11, lane.Tail));
    }

    [Test]
    public void The_last_bare_record_of_a_lap_reaches_into_the_overhang_wherever_it_begins()
    {
        for (int position = 1024 - 16; position < 1024; position += 8)
        {
            RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 1, 1024, 1024, position));
            Lane lane = ring.TryLease(_holder, s_header)!;
            for (int i = 0; i < 3; i++) lane.TryPublishBare(new Point(i)).ShouldBeTrue();
            RecordRun run = RecordRun.Take(lane, position, lane.Tail, 64, out long next);
            (run.Count, next).ShouldBe((1, position + 24));
            (*(Point*)run.First).ShouldBe(new Point(0));
            run = RecordRun.Take(lane, next, lane.Tail, 64, out next);
            (run.Count, next).ShouldBe((2, position + 72));
            (*(Point*)run.First).ShouldBe(new Point(1));
            GC.KeepAlive(ring);
        }
    }

    [Test]
    public void A_lane_that_is_not_drained_keeps_its_format_and_is_passed_over()
    {
        Lane lane = _ringOfOne.TryLease(_holder, s_header)!;
        for (int i = 0; i < 2; i++) lane.TryPublishBare(new Point(i)).ShouldBeTrue();
        lane.EndLease(_holder);

        _ringOfOne.TryLease(_holder).ShouldBeNull("records with headers behind bare ones");
        _ringOfOne.TryLease(_holder, s_header + 1).ShouldBeNull("another receiver's behind this one's");
        lane.IsLeased.ShouldBeFalse("given back");
        lane.Release(1024, 1);
        _ringOfOne.TryLease(_holder).ShouldBeNull("one is left");

        _ringOfOne.TryLease(_holder, s_header).ShouldBeSameAs(lane, "the same ones may follow");
        lane.TryPublishBare(new Point(2)).ShouldBeTrue();
        RecordRun.Take(lane, 1024, lane.Tail, 64, out _).Count.ShouldBe(2);
        lane.EndLease(_holder);
    }

    [Test]
    public void A_drained_lane_is_bound_anew_and_its_next_holder_finds_the_format_it_asked_for()
    {
        long events = 0;
        for (int round = 0; round < 500; round++)
        {
            ulong bound = (round % 3) switch { 0 => 0, 1 => s_header, _ => 0x60003 | RecordHeader.LengthOf<Tick>() };
            object holder = new();
            Lane lane = _ringOfOne.TryLease(holder, bound)!;
            lane.ShouldNotBeNull();
            lane.BoundHeader.ShouldBe(bound);
            for (int i = 0; i < 1 + (round % 7); i++, events++)
            {
                (bound switch
                {
                    0 => lane.TryPublish(9 | RecordHeader.LengthOf<Point>(), new Point(i)),
                    _ when bound == s_header => lane.TryPublishBare(new Point(i)),
                    _ => lane.TryPublishBare(new Tick(i)),
                }).ShouldBeTrue();
            }

            lane.EndLease(holder);
            int seen = 0;
            for (long head = lane.Head; head < lane.Tail; head = lane.Head)
            {
                RecordRun run = RecordRun.Take(lane, head, lane.PublishedEnd(head, 64), 64, out long next);
                run.Header.ShouldBe(bound == 0 ? 9 | RecordHeader.LengthOf<Point>() : bound);
                for (int i = 0; i < run.Count; i++) (*(long*)(run.First + (i * run.Stride))).ShouldBe(seen++);
                lane.Release(next, run.Count);
            }

            seen.ShouldBe(1 + (round % 7));
            lane.Published.ShouldBe(events);
        }
    }

    [Test]
    public void Pending_events_of_a_bound_lane_are_counted_for_its_receiver_alone()
    {
        Lane lane = _ringOfOne.TryLease(_holder, s_header)!;
        for (int i = 0; i < 5; i++) lane.TryPublishBare(new Point(0x50003)).ShouldBeTrue();

        (_ringOfOne.CountPending(16, 5), _ringOfOne.CountPending(16, 6), _ringOfOne.CountPending(0, Tag)).ShouldBe((5, 0, 5));
        lane.Release(1000 + 24, 1);
        _ringOfOne.CountPending(16, 5).ShouldBe(4);
        lane.Release(1000 + (5 * 24), 4);
        _ringOfOne.CountPending(16, 5).ShouldBe(0);
    }
}
