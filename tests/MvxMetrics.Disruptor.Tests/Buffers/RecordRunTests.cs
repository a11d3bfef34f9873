namespace MvxMetrics.Disruptor.Tests;

/// <summary>Runs of records: where one ends, and what it says of itself. Those of bound lanes stand with the lane.</summary>
[TestFixture]
internal sealed unsafe class RecordRunTests
{
    private static readonly RingBufferShape s_shape = new(ProducerMode.Striped, 1, LaneRoom.BytesFor<Tick>(64), 1024);

    [Test]
    public void A_run_ends_at_its_limit_at_another_header_and_at_the_end_of_the_lap()
    {
        RingBuffer ring = new(s_shape);
        Lane lane = ring.TryLease(this)!;
        for (int i = 0; i < 6; i++) Publish(lane, i, tag: 1);
        for (int i = 6; i < 64; i++) Publish(lane, i, tag: 2);
        long end = lane.PublishedEnd(0, 100);
        end.ShouldBe(1024);

        ShouldBeRun(from: 0, most: 4, tag: 1, count: 4);
        ShouldBeRun(from: 4, most: 4, tag: 1, count: 2);
        ShouldBeRun(from: 6, most: 100, tag: 2, count: 58);
        lane.Release(62 * 16, 62);
        for (int i = 64; i < 70; i++) Publish(lane, i, tag: 2);
        end = lane.PublishedEnd(62 * 16, 100);
        ShouldBeRun(from: 62, most: 100, tag: 2, count: 2);
        ShouldBeRun(from: 64, most: 100, tag: 2, count: 6);
        GC.KeepAlive(ring);

        void ShouldBeRun(int from, int most, ulong tag, int count)
        {
            RecordRun run = RecordRun.Take(lane, from * 16, end, most, out long next);
            (run.Tag, run.Count, run.Stride, run.PayloadBytes, next).ShouldBe((tag, count, 16, 8, (from + count) * 16));
            (*(long*)run.First).ShouldBe(from);
        }
    }

    [Test]
    public void A_run_does_not_look_beyond_the_end_that_was_seen()
    {
        RingBuffer ring = new(s_shape);
        Lane lane = ring.TryLease(this)!;
        for (int i = 0; i < 10; i++) Publish(lane, i, tag: 1);

        RecordRun run = RecordRun.Take(lane, 16, 5 * 16, 100, out long next);

        (run.Count, next).ShouldBe((4, 5 * 16), "five more are there, but nobody has seen them published");
        RecordRun.Take(lane, 16, lane.Tail, 1, out next).Count.ShouldBe(1);
        next.ShouldBe(32);
        GC.KeepAlive(ring);
    }

    [Test]
    public void Records_of_one_tag_and_two_lengths_are_two_runs_each_with_its_stride()
    {
        RingBuffer ring = new(s_shape);
        Lane lane = ring.TryLease(this)!;
        for (int i = 0; i < 3; i++) Publish(lane, i, tag: 7);
        for (int i = 3; i < 5; i++) lane.TryPublish(7 | RecordHeader.LengthOf<Point>(), new Point(i)).ShouldBeTrue();

        RecordRun ticks = RecordRun.Take(lane, 0, lane.Tail, 100, out long next);
        (ticks.Tag, ticks.Count, ticks.Stride, ticks.PayloadBytes, next).ShouldBe((7UL, 3, 16, 8, 48));
        RecordRun points = RecordRun.Take(lane, next, lane.Tail, 100, out next);

        (points.Tag, points.Count, points.Stride, points.PayloadBytes, next).ShouldBe((7UL, 2, 32, 24, 48 + 64));
        points.Header.ShouldBe(7 | (4UL << 56));
        (*(Point*)points.First).ShouldBe(new Point(3));
        (*(Point*)(points.First + points.Stride)).ShouldBe(new Point(4));
        GC.KeepAlive(ring);
    }

    private static void Publish(Lane lane, long value, ulong tag) =>
        lane.TryPublish(tag | RecordHeader.LengthOf<Tick>(), new Tick(value)).ShouldBeTrue();
}
