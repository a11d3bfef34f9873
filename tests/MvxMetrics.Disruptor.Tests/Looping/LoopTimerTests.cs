using Microsoft.Extensions.Time.Testing;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A timer of the loop: a period after the last run, and once however late it is.</summary>
[TestFixture]
internal sealed class LoopTimerTests
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(100);

    [Test]
    public void It_is_due_a_period_after_its_construction_and_not_a_tick_before()
    {
        FakeTimeProvider time = new();
        time.Advance(TimeSpan.FromHours(1));
        int runs = 0;
        LoopTimer timer = new(time, s_period, () => runs++);
        timer.RunIfDue(time.GetTimestamp());
        timer.RunIfDue(time.GetTimestamp() + s_period.Ticks - 1);
        runs.ShouldBe(0);
        timer.RunIfDue(time.GetTimestamp() + s_period.Ticks);
        runs.ShouldBe(1);
    }

    [Test]
    public void A_long_pause_is_made_up_for_by_one_run_and_the_next_is_a_period_later()
    {
        FakeTimeProvider time = new();
        int runs = 0;
        LoopTimer timer = new(time, s_period, () => runs++);
        long late = time.GetTimestamp() + (s_period.Ticks * 7 / 2);

        timer.RunIfDue(late);
        timer.RunIfDue(late);
        timer.RunIfDue(late + s_period.Ticks - 1);
        runs.ShouldBe(1);
        timer.RunIfDue(late + s_period.Ticks);
        runs.ShouldBe(2);
    }

    [Test]
    public void The_period_is_counted_in_ticks_of_the_given_clock()
    {
        SlowClock time = new();
        int runs = 0;
        LoopTimer timer = new(time, s_period, () => runs++);
        timer.RunIfDue(SlowClock.Now + 99);
        runs.ShouldBe(0);
        timer.RunIfDue(SlowClock.Now + 100);
        runs.ShouldBe(1);
    }

    [Test]
    public void An_action_that_throws_is_tried_again_after_a_period_and_not_at_once()
    {
        FakeTimeProvider time = new();
        int runs = 0;
        LoopTimer timer = new(time, s_period, () => throw new DivideByZeroException($"{++runs}"));
        long due = time.GetTimestamp() + s_period.Ticks;

        Should.Throw<DivideByZeroException>(() => timer.RunIfDue(due));
        timer.RunIfDue(due + s_period.Ticks - 1);
        Should.Throw<DivideByZeroException>(() => timer.RunIfDue(due + s_period.Ticks));

        runs.ShouldBe(2);
    }

    /// <summary>A clock of milliseconds.</summary>
    private sealed class SlowClock : TimeProvider
    {
        public const long Now = 5_000;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Now;
    }
}
