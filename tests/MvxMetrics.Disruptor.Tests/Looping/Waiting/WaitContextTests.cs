namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a strategy is told, and its ways to wait: none sleeps over a command, and each ends in time.</summary>
[TestFixture]
internal sealed partial class WaitContextTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(40);

    [Test]
    public void It_tells_what_the_passes_found_and_what_the_loop_can_do()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { PollInterval = s_interval });
        WaitContext context = new(loop, 3, 2, TimeSpan.FromSeconds(1), 0.5, TimeSpan.FromSeconds(2));
        (context.Events, context.EmptyPasses, context.FillTime, context.Fullness, context.Gap)
            .ShouldBe((3, 2, TimeSpan.FromSeconds(1), 0.5, TimeSpan.FromSeconds(2)));
        (context.PollInterval, context.SleepsPrecisely).ShouldBe((s_interval, ((IRecorderHost)loop).Ring.Signal.IsPrecise));
        new WaitContext(loop, 3, 0, TimeSpan.Zero).Gap.ShouldBe(TimeSpan.MaxValue, "before there were two passes with events");
    }

    [Test]
    public void A_context_that_no_loop_has_made_says_so_whatever_is_asked()
    {
        const string Advice = " was refused: this WaitContext belongs to no loop. Use the one that Wait was called with.";
        Should.Throw<InvalidOperationException>(static () => _ = default(WaitContext).PollInterval)
            .Message.ShouldBe("PollInterval" + Advice);
        Should.Throw<InvalidOperationException>(static () => _ = default(WaitContext).SleepsPrecisely)
            .Message.ShouldBe("SleepsPrecisely" + Advice);
        Should.Throw<InvalidOperationException>(static () => default(WaitContext).LeaveBusyLanesAlone())
            .Message.ShouldBe("PollInterval" + Advice);
    }

    [Test]
    public void Busy_lanes_are_left_alone_when_the_last_events_came_within_one_and_a_half_intervals()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { PollInterval = s_interval });
        Least(s_interval * 1.5 - new TimeSpan(1)).ShouldBeGreaterThanOrEqualTo(s_interval);
        Least(s_interval * 1.5).ShouldBeLessThan(s_interval);

        TimeSpan Least(TimeSpan gap) =>
            WaitTime.Least(loop, static (in WaitContext context) => context.LeaveBusyLanesAlone(), gap: gap);
    }

    [Test]
    public void Lanes_are_left_alone_for_the_whole_time_although_events_wait()
    {
        using MetricsEventLoop loop = new();
        loop.CreateRecorder("r").RegisterEvent(new Tick(1)).ShouldBeTrue();
        WaitTime.Least(loop, static (in WaitContext context) => context.LeaveAlone(s_interval)).ShouldBeGreaterThanOrEqualTo(s_interval);
    }

    [Test]
    public void A_command_and_a_stop_end_every_way_to_wait([Values] bool isStop)
    {
        WaitTime.Waiting[] ways =
        [
            static (in WaitContext context) => context.LeaveAlone(TimeSpan.FromSeconds(1)),
            static (in WaitContext context) => context.Park(s_patience),
            static (in WaitContext context) => context.Gather(s_patience),
            static (in WaitContext context) => context.Poll(int.MaxValue),
        ];
        using MetricsEventLoop loop = NewLoop();
        if (isStop) loop.RequestStop();
        else WaitTime.PostACommand(loop);
        foreach (WaitTime.Waiting way in ways) WaitTime.Least(loop, way).ShouldBeLessThan(TimeSpan.FromMilliseconds(500));
    }

    [Test]
    public void Polling_ends_at_the_first_event()
    {
        using MetricsEventLoop loop = NewLoop();
        loop.CreateRecorder("r").RegisterEvent(new Tick(1)).ShouldBeTrue();
        loop.RunOnce(maxEvents: 0).ShouldBe(0); // the recorder's own commands
        WaitTime.Least(loop, static (in WaitContext context) => context.Poll(int.MaxValue)).ShouldBeLessThan(s_patience);
    }
}
