namespace MvxMetrics.Disruptor.Tests;

/// <summary>What the private and the shared lane have in common: laps, fullness, looks at the consumer, counts, lengths.</summary>
[TestFixture]
[NonParallelizable]
internal sealed unsafe partial class RecordRingTests
{
    [TestCase(0, 1024)]
    [TestCase(1, 1024)]
    [TestCase(1023, 1024)]
    [TestCase(1024, 2048)]
    [TestCase((1L << 40) + 8, (1L << 40) + 1024)]
    public void A_lap_ends_at_the_next_multiple_of_the_capacity(long position, long end) =>
        NewLane(isShared: false).Lane.LapEnd(position).ShouldBe(end);

    [Test]
    public void Fullness_is_what_is_published_and_not_released([Values] bool isShared)
    {
        (RingBuffer ring, RecordRing lane) = NewLane(isShared);
        lane.Fullness.ShouldBe(0);
        for (int i = 0; i < 48; i++) Publish(ring, lane, i).ShouldBeTrue();
        lane.Fullness.ShouldBe(0.75);

        Consume(lane, 16);
        lane.Fullness.ShouldBe(0.5);
        for (int i = 0; i < 32; i++) Publish(ring, lane, i).ShouldBeTrue();

        lane.Fullness.ShouldBe(1);
        (lane.ByteShare, lane.Capacity).ShouldBe((1.0 / 1024, 1024));
        GC.KeepAlive(ring);
    }

    [Test]
    public void A_producer_looks_at_the_consumer_eight_times_a_lap_and_no_further_ahead_than_the_ring([Values] bool isShared)
    {
        (RingBuffer ring, RecordRing lane) = NewLane(isShared);
        List<long> limits = [];
        for (int i = 0; i < 64; i++)
        {
            Publish(ring, lane, i).ShouldBeTrue();
            if (limits.LastOrDefault() != lane.Cursors->Limit) limits.Add(lane.Cursors->Limit);
        }

        limits.ShouldBe([128, 256, 384, 512, 640, 768, 896, 1024]);
        Consume(lane, 1);
        Publish(ring, lane, 64).ShouldBeTrue();
        lane.Cursors->Limit.ShouldBe(1024 + 16, "what the consumer has given back, and not an eighth more");
        GC.KeepAlive(ring);
    }

    [Test]
    public void A_producer_that_finds_the_ring_full_wakes_the_consumer_whatever_that_waits_for([Values] bool isShared)
    {
        (RingBuffer ring, RecordRing lane) = NewLane(isShared);
        for (int i = 0; i < 64; i++) Publish(ring, lane, i).ShouldBeTrue();
        long before = ring.Signal.WakeUps;
        ring.Signal.PrepareToPark(100); // more than a lane ever has

        Publish(ring, lane, 64).ShouldBeFalse();

        (ring.Signal.WakeUps - before).ShouldBe(1);
        GC.KeepAlive(ring);
    }

    [Test]
    public void Pages_are_touched_once_so_many_at_a_time_and_their_bytes_stay([Values] bool isShared)
    {
        RingBuffer ring = new(new RingBufferShape(isShared ? ProducerMode.Ordered : ProducerMode.Striped, 1, 16384, 16384));
        RecordRing lane = isShared ? ring.Shared : ring.TryLease(this)!;
        Span<byte> records = new(lane.RecordAt(0), 16384);
        records.Fill(0xA5);

        lane.Prefault(3).ShouldBeFalse("four pages");
        lane.Prefault(0).ShouldBeFalse();
        lane.Prefault(1).ShouldBeTrue();
        lane.Prefault(1).ShouldBeTrue("none are left");

        records.ContainsAnyExcept((byte)0xA5).ShouldBeFalse();
        GC.KeepAlive(ring);
    }

    private static (RingBuffer Ring, RecordRing Lane) NewLane(bool isShared)
    {
        RingBuffer ring = new(new RingBufferShape(isShared ? ProducerMode.Ordered : ProducerMode.Striped, 1, 1024, 1024));
        return (ring, isShared ? ring.Shared : ring.TryLease(new object())!);
    }

    private static bool Publish(RingBuffer ring, RecordRing lane, long value)
    {
        ulong header = 1 | RecordHeader.LengthOf<Tick>();
        return lane is Lane own ? own.TryPublish(header, new Tick(value)) : ring.Shared.TryPublish(header, new Tick(value));
    }

    private static void Consume(RecordRing lane, int ticks)
    {
        if (lane is SharedLane) SharedLane.Clear(lane.RecordAt(lane.Head), ticks * 16);
        lane.Release(lane.Head + (ticks * 16), ticks);
    }
}
