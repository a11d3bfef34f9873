namespace MvxMetrics.Disruptor.Tests;

/// <summary>The rule by itself: grow at once, cut after 1024 small uses in a row, and begin to count anew.</summary>
[TestFixture]
internal sealed class ShrinkRuleTests
{
    private const int Kept = 100;

    [TestCase(0, 0, 0)]
    [TestCase(0, 7, 7)]
    [TestCase(1000, 1000, 1000)]
    [TestCase(1000, 1001, 1001)]
    [TestCase(1000, 250, 1000, Description = "a quarter")]
    [TestCase(1000, 249, 1000, Description = "the first small use")]
    [TestCase(1000, 0, 1000)]
    public void A_use_has_what_it_needs_and_what_there_is(int capacity, int needed, int expected) =>
        default(ShrinkRule).CapacityFor(capacity, needed, Kept).ShouldBe(expected);

    [TestCase(100, 0, 100, Description = "as much is kept")]
    [TestCase(101, 0, 0)]
    [TestCase(1000, 249, 249)]
    [TestCase(1000, 250, 1000, Description = "a quarter is no waste")]
    [TestCase(int.MaxValue, 1 << 29, int.MaxValue, Description = "a quarter, whose fourfold has no 32 bits")]
    [TestCase(int.MaxValue, (1 << 29) - 1, (1 << 29) - 1)]
    public void After_1024_uses_there_is_what_they_needed_unless_it_is_no_waste(int capacity, int needed, int expected)
    {
        ShrinkRule rule = default;
        for (int i = 1; i < ShrinkRule.Uses; i++) rule.CapacityFor(capacity, needed, Kept).ShouldBe(capacity);

        rule.CapacityFor(capacity, needed, Kept).ShouldBe(expected);
    }

    [Test]
    public void The_most_of_a_row_is_forgotten_with_the_row([Values] bool isCut)
    {
        ShrinkRule rule = default;
        rule.CapacityFor(1000, 200, Kept);
        if (isCut) Repeat(1, ShrinkRule.Uses - 2).ShouldBe(1000);
        rule.CapacityFor(1000, isCut ? 1 : 999, Kept).ShouldBe(isCut ? 200 : 1000, "the end of the row");

        Repeat(3, ShrinkRule.Uses - 1).ShouldBe(1000);
        rule.CapacityFor(1000, 2, Kept).ShouldBe(3);

        int Repeat(int needed, int times)
        {
            int capacity = 0;
            for (int i = 0; i < times; i++) capacity = rule.CapacityFor(1000, needed, Kept);
            return capacity;
        }
    }
}
