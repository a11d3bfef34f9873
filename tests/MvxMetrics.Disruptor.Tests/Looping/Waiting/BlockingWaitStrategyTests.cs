namespace MvxMetrics.Disruptor.Tests;

/// <summary>Blocking parks as soon as a pass has found nothing, and only then.</summary>
[TestFixture]
internal sealed class BlockingWaitStrategyTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(64);

    [Test]
    public void It_parks_for_64_ms_at_the_first_pass_that_finds_nothing()
    {
        using MetricsEventLoop loop = new();
        WaitTime.Least(loop, WaitStrategy.Blocking.Wait, attempts: 2).ShouldBeInRange(s_longest, TimeSpan.FromSeconds(20));
    }

    [Test]
    public void After_a_pass_that_found_events_the_loop_looks_again_at_once()
    {
        using MetricsEventLoop loop = new();
        WaitTime.Least(loop, WaitStrategy.Blocking.Wait, events: 1).ShouldBeLessThan(s_longest);
    }

    [Test]
    public void It_sleeps_over_no_event_and_no_command([Values] bool isCommand)
    {
        using MetricsEventLoop loop = new();
        if (isCommand) WaitTime.PostACommand(loop);
        else loop.CreateRecorder("r").RegisterEvent(new Tick(1)).ShouldBeTrue();
        WaitTime.Least(loop, WaitStrategy.Blocking.Wait).ShouldBeLessThan(s_longest);
    }
}
