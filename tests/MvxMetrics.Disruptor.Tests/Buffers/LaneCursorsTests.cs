namespace MvxMetrics.Disruptor.Tests;

/// <summary>Where the cursors of a lane lie: the producer's a separation from the consumer's.</summary>
[TestFixture]
internal sealed unsafe class LaneCursorsTests
{
    [Test]
    public void Producer_and_consumer_cursors_are_a_separation_apart_and_so_are_the_records()
    {
        LaneCursors cursors = default;
        byte* start = (byte*)&cursors;
        Offset(start, &cursors.Tail).ShouldBe(0);
        Offset(start, &cursors.Limit).ShouldBe(8);
        Offset(start, &cursors.Records).ShouldBe(16);
        Offset(start, &cursors.Mask).ShouldBe(24);
        Offset(start, &cursors.BoundHeader).ShouldBe(32);
        Offset(start, &cursors.NotBefore).ShouldBe(40);
        Offset(start, &cursors.Head).ShouldBe(CacheLine.Separation);
        Offset(start, &cursors.Consumed).ShouldBe(CacheLine.Separation + 8);
        sizeof(LaneCursors).ShouldBe(2 * CacheLine.Separation);

        static long Offset(byte* start, void* field) => (byte*)field - start;
    }
}
