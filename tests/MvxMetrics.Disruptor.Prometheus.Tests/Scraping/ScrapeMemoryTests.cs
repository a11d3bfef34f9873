namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Room for the values of a scrape: clear, and not much larger than needed.</summary>
[TestFixture]
internal sealed class ScrapeMemoryTests
{
    [Test]
    public void Values_of_the_scrape_before_are_gone()
    {
        using ScrapeMemory memory = new();
        Span<SampleValue> values = memory.Prepare(10);
        values.Length.ShouldBe(10);
        values.Fill(5L);
        memory.Values[9].Integer.ShouldBe(5);
        memory.Prepare(10).ToArray().ShouldAllBe(static v => !v.IsPresent);
    }

    [Test]
    public void It_grows_at_once_and_shrinks_when_more_than_three_quarters_lie_idle()
    {
        using ScrapeMemory memory = new();
        memory.Prepare(400);
        memory.Prepare(100).Length.ShouldBe(100);
        memory.Values.Length.ShouldBe(400);
        memory.Prepare(99).Length.ShouldBe(99);
        memory.Values.Length.ShouldBe(99);
        memory.Prepare(101).Length.ShouldBe(101);
        memory.Values.Length.ShouldBe(101);
        memory.Prepare(0).Length.ShouldBe(0);
    }
}
