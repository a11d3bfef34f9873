namespace MvxMetrics.Disruptor.Tests;

/// <summary>Busy spinning polls while nothing comes, and leaves lanes alone that are being written.</summary>
[TestFixture]
internal sealed class BusySpinWaitStrategyTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(40);

    [Test]
    public void Lanes_of_a_producer_at_work_are_left_alone_for_the_poll_interval()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { PollInterval = s_interval });
        WaitTime.Least(loop, WaitStrategy.BusySpin.Wait, events: 1, gap: s_interval).ShouldBeGreaterThanOrEqualTo(s_interval);
    }

    [Test]
    public void Events_that_come_seldom_are_not_waited_for()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { PollInterval = s_interval });
        WaitTime.Least(loop, WaitStrategy.BusySpin.Wait, events: 1, gap: s_interval * 2).ShouldBeLessThan(s_interval);
        WaitTime.Least(loop, WaitStrategy.BusySpin.Wait, events: 1).ShouldBeLessThan(s_interval, "the first events ever");
    }

    [Test]
    public void While_nothing_comes_it_looks_again_and_again_and_stops_at_the_first_event_or_command([Values] bool isCommand)
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { PollInterval = s_interval });
        TimeSpan polling = WaitTime.Least(loop, WaitStrategy.BusySpin.Wait, gap: s_interval, attempts: 200);
        polling.ShouldBeLessThan(s_interval, "what events came before does not matter");

        if (isCommand) WaitTime.PostACommand(loop);
        else loop.CreateRecorder("r").RegisterEvent(new Tick(1)).ShouldBeTrue();

        (WaitTime.Least(loop, WaitStrategy.BusySpin.Wait, attempts: 200) * 2).ShouldBeLessThan(polling);
    }
}
