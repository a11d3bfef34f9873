namespace MvxMetrics.Disruptor.Tests;

/// <summary>The memory of a lane: aligned, with an overhang, zeroed where zeros mean something, and as much as was declared.</summary>
[TestFixture]
internal sealed unsafe class LaneMemoryTests
{
    [TestCase(0, 1536)]
    [TestCase(1024, 2560)]
    [TestCase(1 << 30, (1 << 30) + 1536)]
    public void A_lane_takes_its_records_its_cursors_an_overhang_and_a_pad_on_both_sides(int capacity, int bytes) =>
        LaneMemory.BytesFor(capacity).ShouldBe(bytes);

    [Test]
    public void Cursors_are_aligned_and_the_records_follow_them_wherever_the_collector_puts_the_block()
    {
        List<LaneMemory> kept = [];
        for (int i = 0; i < 64; i++)
        {
            kept.Add(new LaneMemory(1024 + (i * 8), isZeroed: false)); // lengths that leave the next block anywhere
            ((nint)kept[i].Cursors % CacheLine.Separation).ShouldBe(0);
            ((byte*)kept[i].Cursors + (2 * CacheLine.Separation) == kept[i].Records).ShouldBeTrue();
        }

        GC.KeepAlive(kept);
    }

    [Test]
    public void What_is_to_be_zero_is_zero_also_where_other_lanes_lay_before()
    {
        const int Capacity = 8192;
        for (int round = 0; round < 20; round++)
        {
            FillAndForget(Capacity);
            GC.Collect();
            LaneMemory[] memories = [.. Enumerable.Range(0, 16).Select(static _ => new LaneMemory(Capacity, isZeroed: true))];
            foreach (LaneMemory memory in memories)
            {
                new ReadOnlySpan<byte>(memory.Records, Capacity + RecordHeader.LongestRecord).ContainsAnyExcept((byte)0)
                    .ShouldBeFalse($"round {round}");
                GC.KeepAlive(memory);
            }
        }

        static void FillAndForget(int capacity)
        {
            for (int i = 0; i < 16; i++)
            {
                LaneMemory memory = new(capacity, isZeroed: false);
                new Span<byte>(memory.Records, capacity + RecordHeader.LongestRecord).Fill(0xCD);
                GC.KeepAlive(memory);
            }
        }
    }

    [Test]
    public void Lanes_lie_aligned_each_in_memory_of_its_own_with_an_overhang_behind_its_records([Values(1024, 4096)] int laneBytes)
    {
        RingBuffer ring = new(new RingBufferShape(ProducerMode.Striped, 3, laneBytes, 2048));
        while (ring.TryLease(new object()) is not null)
        {
        }

        ring.Shared.TryPublish(RecordHeader.LengthOf<Tick>(), new Tick(1)).ShouldBeTrue();
        List<(nint Start, nint End)> lanes = [];
        foreach (Lane? lane in ring.TouchedLanes)
        {
            nint records = (nint)lane!.RecordAt(0);
            ((nint)lane.Cursors).ShouldBe(records - sizeof(LaneCursors));
            lanes.Add(((nint)lane.Cursors, records + laneBytes + RecordHeader.LongestRecord));
        }

        lanes.Count.ShouldBe(3);
        lanes.Add(((nint)ring.Shared.Cursors, (nint)ring.Shared.Cursors + sizeof(LaneCursors)));
        lanes.Add(((nint)ring.Shared.RecordAt(0), (nint)ring.Shared.RecordAt(0) + 2048 + RecordHeader.LongestRecord));
        lanes.Sort();
        foreach ((nint start, nint _) in lanes) (start % CacheLine.Separation).ShouldBe(0);
        for (int i = 1; i < lanes.Count; i++) (lanes[i].Start - lanes[i - 1].End).ShouldBeGreaterThanOrEqualTo(CacheLine.Separation);
        ring.MemoryBytes.ShouldBe((3 * (256 + 256 + laneBytes + 1024)) + 256 + 256 + 2048 + 1024 + 256 + 256 + 1024);
        GC.KeepAlive(ring);
    }
}
