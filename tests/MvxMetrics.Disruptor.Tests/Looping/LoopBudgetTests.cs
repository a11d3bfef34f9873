using Microsoft.Extensions.Time.Testing;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The budget of a pass: so many events, and so much time of the given clock.</summary>
[TestFixture]
internal sealed class LoopBudgetTests
{
    [Test]
    public void Without_a_duration_the_time_is_never_over()
    {
        FakeTimeProvider time = new();
        LoopBudget budget = new(5, time, null);
        time.Advance(TimeSpan.FromDays(10_000));
        (budget.MaxEvents, budget.IsTimed, budget.IsSpent()).ShouldBe((5, false, false));
    }

    [Test]
    public void An_unlimited_budget_limits_nothing()
    {
        LoopBudget budget = LoopBudget.Unlimited;
        (budget.MaxEvents, budget.IsTimed, budget.IsSpent()).ShouldBe((int.MaxValue, false, false));
    }

    [Test]
    public void The_time_is_over_from_the_deadline_on()
    {
        FakeTimeProvider time = new();
        LoopBudget budget = new(0, time, TimeSpan.FromMilliseconds(3));
        budget.IsTimed.ShouldBeTrue();
        time.Advance(TimeSpan.FromMilliseconds(3) - new TimeSpan(1));
        budget.IsSpent().ShouldBeFalse();
        time.Advance(new TimeSpan(1));
        budget.IsSpent().ShouldBeTrue();
    }

    [Test]
    public void No_time_at_all_is_over_at_once() => new LoopBudget(1, new FakeTimeProvider(), TimeSpan.Zero).IsSpent().ShouldBeTrue();

    [Test]
    public void A_duration_beyond_the_clocks_range_never_ends()
    {
        LateClock time = new() { Now = long.MaxValue / 2 };
        LoopBudget budget = new(1, time, TimeSpan.MaxValue);
        budget.IsTimed.ShouldBeTrue();
        time.Now = long.MaxValue - 1;
        budget.IsSpent().ShouldBeFalse();
    }

    /// <summary>A clock that counts fast, and has done so for long.</summary>
    private sealed class LateClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => Now;
    }
}
