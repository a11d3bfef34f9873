namespace MvxMetrics.Disruptor.Tests;

/// <summary>The default strategy stays away for a third of the time that a lane takes to fill, within its bounds.</summary>
[TestFixture]
internal sealed class AdaptiveWaitStrategyTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(64);

    [TestCase(192)]
    [TestCase(600_000)]
    [TestCase(null)]
    public void Where_lanes_fill_slowly_it_sleeps_as_long_as_ever_and_no_longer(int? fillMilliseconds)
    {
        TimeSpan fill = fillMilliseconds is { } known ? TimeSpan.FromMilliseconds(known) : TimeSpan.MaxValue;
        Least(fill, attempts: 2).ShouldBeInRange(s_longest, TimeSpan.FromSeconds(20));
    }

    [Test]
    public void It_sleeps_for_a_third_of_the_fill_time_less_what_systems_add()
    {
        TimeSpan fill = TimeSpan.FromMilliseconds(60);
        Least(fill).ShouldBeInRange(TimeSpan.FromMicroseconds(20_000 - 80), fill, "longer, and the lane would be full");
    }

    [Test]
    public void It_lets_events_gather_although_some_wait()
    {
        using MetricsEventLoop loop = new();
        loop.CreateRecorder("r").RegisterEvent(new Tick(1)).ShouldBeTrue();
        WaitTime.Least(loop, WaitStrategy.Adaptive.Wait, events: 1, fillTime: TimeSpan.FromMilliseconds(60))
            .ShouldBeGreaterThan(TimeSpan.FromMilliseconds(19));
    }

    [Test]
    public void A_command_ends_its_sleep()
    {
        using MetricsEventLoop loop = new();
        WaitTime.PostACommand(loop);
        WaitTime.Least(loop, WaitStrategy.Adaptive.Wait).ShouldBeLessThan(s_longest);
    }

    [Test]
    public void From_a_pause_of_130_microseconds_on_it_sleeps_where_short_sleeps_can_be_had()
    {
        using MetricsEventLoop loop = new();
        if (!loop.SleepsPrecisely) Assert.Ignore("sleeps take a millisecond or more here");

        Least(TimeSpan.FromMicroseconds(390)).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMicroseconds(50));
        Least(TimeSpan.FromMicroseconds(387), attempts: 200).ShouldBeInRange(
            TimeSpan.FromMicroseconds(10), TimeSpan.FromMicroseconds(50), "it backs off without a sleep");
    }

    [Test]
    public void A_lane_that_was_found_a_quarter_full_is_followed_up_at_once()
    {
        TimeSpan backOff = TimeSpan.FromMicroseconds(10);
        Least(TimeSpan.FromMicroseconds(100), fullness: 0.249, attempts: 200).ShouldBeGreaterThanOrEqualTo(backOff);
        Least(TimeSpan.FromMicroseconds(100), fullness: 0.25, attempts: 200).ShouldBeLessThan(backOff);
    }

    private static TimeSpan Least(TimeSpan fillTime, double fullness = 0, int attempts = 5)
    {
        using MetricsEventLoop loop = new();
        return WaitTime.Least(loop, WaitStrategy.Adaptive.Wait, events: 1, 0, fillTime, fullness, attempts: attempts);
    }
}
