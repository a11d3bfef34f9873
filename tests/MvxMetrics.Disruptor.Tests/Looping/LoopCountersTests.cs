namespace MvxMetrics.Disruptor.Tests;

/// <summary>What the loop counts of its own work.</summary>
[TestFixture]
internal sealed class LoopCountersTests
{
    [Test]
    public void They_begin_with_nothing()
    {
        LoopCounters counters = new();
        (counters.Batches, counters.LargestBatch, counters.HighWaterMark).ShouldBe((0, 0, 0));
    }

    [Test]
    public void Batches_are_counted_and_the_largest_stays()
    {
        LoopCounters counters = new();
        foreach (long events in (long[])[3, 70_000, 69_999]) counters.CountBatch(events);
        (counters.Batches, counters.LargestBatch, counters.HighWaterMark).ShouldBe((3, 70_000, 0));
    }

    [Test]
    public void The_highest_fill_stays_and_is_no_batch()
    {
        LoopCounters counters = new();
        foreach (long waiting in (long[])[4, 9, 8, 0]) counters.CountFill(waiting);
        (counters.Batches, counters.LargestBatch, counters.HighWaterMark).ShouldBe((0, 0, 9));
    }
}
