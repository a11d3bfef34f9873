namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a shape amounts to: lanes that its mode can use, and bytes.</summary>
[TestFixture]
internal sealed class RingBufferShapeTests
{
    [TestCase(ProducerMode.Striped, 5)]
    [TestCase(ProducerMode.Single, 1)]
    [TestCase(ProducerMode.Ordered, 0)]
    public void A_mode_uses_the_lanes_that_it_can(ProducerMode mode, int lanes) =>
        new RingBufferShape(mode, 5, 1024, 1024).UsableLanes.ShouldBe(lanes);

    // 1,536 bytes a lane beside its records; the shared lane's cursors have memory of their own.
    [TestCase(ProducerMode.Striped, (3 * (4096 + 1536)) + 2048 + 1536 + 1536)]
    [TestCase(ProducerMode.Single, 4096 + 1536 + 2048 + 1536 + 1536)]
    [TestCase(ProducerMode.Ordered, 2048 + 1536 + 1536)]
    public void All_memory_is_counted_and_none_of_lanes_that_are_not_used(ProducerMode mode, long bytes)
    {
        new RingBufferShape(mode, LaneCount: 3, LaneBytes: 4096, SharedLaneBytes: 2048).TotalBytes.ShouldBe(bytes);
        new RingBuffer(new RingBufferShape(mode, LaneCount: 3, LaneBytes: 4096, SharedLaneBytes: 2048)).MemoryBytes.ShouldBe(bytes);
    }

    [Test]
    public void The_largest_shape_is_counted_in_64_bits() =>
        new RingBufferShape(ProducerMode.Striped, 1024, 1 << 30, 1 << 30).TotalBytes.ShouldBe((1025L << 30) + (1026 * 1536));

    [Test]
    public void A_lane_alone_has_its_bytes() => RingBufferShape.BytesOfLane(1024).ShouldBe(2560);
}
