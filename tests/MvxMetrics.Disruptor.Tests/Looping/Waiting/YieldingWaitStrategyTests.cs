namespace MvxMetrics.Disruptor.Tests;

/// <summary>Yielding never sleeps, and leaves lanes alone that are being written.</summary>
[TestFixture]
internal sealed class YieldingWaitStrategyTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(40);

    [Test]
    public void Lanes_of_a_producer_at_work_are_left_alone_for_the_poll_interval()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { PollInterval = s_interval });
        WaitTime.Least(loop, WaitStrategy.Yielding.Wait, events: 1, gap: s_interval).ShouldBeGreaterThanOrEqualTo(s_interval);
        WaitTime.Least(loop, WaitStrategy.Yielding.Wait, events: 1, gap: s_interval * 2).ShouldBeLessThan(s_interval);
    }

    [TestCase(1)]
    [TestCase(100)]
    [TestCase(101)]
    [TestCase(int.MaxValue)]
    public void While_nothing_comes_it_returns_to_look_again_whatever_came_before(int emptyPasses)
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { PollInterval = s_interval });
        WaitTime.Least(loop, WaitStrategy.Yielding.Wait, events: 0, emptyPasses, gap: s_interval, attempts: 50)
            .ShouldBeLessThan(s_interval);
    }
}
