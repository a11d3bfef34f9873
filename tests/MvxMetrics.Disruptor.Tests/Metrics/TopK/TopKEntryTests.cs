using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The order in which keys are shown.</summary>
[TestFixture]
internal sealed class TopKEntryTests
{
    [Test]
    public void The_larger_count_comes_first_then_the_smaller_error_then_the_smaller_key()
    {
        (long Key, long Count, long Error)[] ranked =
            [(9, long.MaxValue, 0), (5, 7, 0), (1, 7, 2), (2, 7, 2), (long.MaxValue, 7, 2), (-4, 7, 3), (0, long.MinValue, 0)];
        TopKEntry[] entries = [.. ranked.Reverse().Select(static e => new TopKEntry { Key = e.Key, Count = e.Count, Error = e.Error })];
        Array.Sort(entries, TopKEntry.ByRank);
        entries.Select(static e => (e.Key, e.Count, e.Error)).ShouldBe(ranked);
        TopKEntry.ByRank(entries[3], entries[3]).ShouldBe(0);
    }
}
