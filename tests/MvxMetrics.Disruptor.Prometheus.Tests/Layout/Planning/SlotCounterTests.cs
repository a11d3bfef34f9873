namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Slots are handed out once each.</summary>
[TestFixture]
internal sealed class SlotCounterTests
{
    [Test]
    public void Slots_follow_each_other_and_do_not_wrap_around()
    {
        SlotCounter slots = new();
        slots.Reserve(3).ShouldBe(0);
        slots.Reserve(0).ShouldBe(3);
        slots.Reserve(2).ShouldBe(3);
        slots.Count.ShouldBe(5);
        Should.Throw<OverflowException>(() => slots.Reserve(int.MaxValue));
        slots.Reserve(1).ShouldBe(5);
    }
}
