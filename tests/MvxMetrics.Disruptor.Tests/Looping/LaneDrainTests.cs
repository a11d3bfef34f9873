namespace MvxMetrics.Disruptor.Tests;

/// <summary>The drain by itself: what it does in which order.</summary>
[TestFixture]
internal sealed partial class LaneDrainTests
{
    [Test]
    public void A_command_that_waits_when_events_are_found_runs_before_they_are_dispatched()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        List<string> order = [];
        recorder.Register(new ProbeMetric(_ =>
        {
            order.Add("event");
            return true;
        }));
        loop.RunOnce();
        CommandQueue commands = new();
        RecorderTable table = new();
        table.Attach(recorder.Pipeline);
        LaneDrain drain = new(((IRecorderHost)loop).Ring, table, new LoopCounters(), 100, commands, RunCommands);

        // No look at the commands but the drain's own: posted before the event is published, after the pass has begun.
        commands.TryPost(new ActionCommand(() => order.Add("command"))).ShouldBeTrue();
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        drain.Pass(LoopBudget.Unlimited).ShouldBe(1);

        order.ShouldBe(["command", "event"]);

        void RunCommands()
        {
            for (LoopCommand? command = commands.TakeAll(); command is not null; command = command.Next) command.Execute();
        }
    }

    [Test]
    public void Positions_are_released_within_a_batch_and_commands_need_not_wait_for_its_end()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneCount = 1, LaneBytes = LaneRoom.BytesFor<Tick>(1024) });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        Lane lane = null!;
        List<long> heads = [];
        int commandAfter = -1;
        int seen = 0;
        recorder.Register(new ProbeMetric(_ =>
        {
            heads.Add(lane.Head);
            if (seen++ == 0) ((IRecorderHost)loop).Post(new ActionCommand(() => commandAfter = seen));
            return true;
        }));
        for (int i = 0; i < 1000; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        lane = ((IRecorderHost)loop).Ring.TouchedLanes[0]!;

        loop.RunOnce().ShouldBe(1000);

        for (int i = 0; i < 1000; i++)
        {
            heads[i].ShouldBe(
                i / 64 * 64 * RecordHeader.RecordBytes<Tick>(), "an event's record is released only after its metrics have run");
        }
        commandAfter.ShouldBe(64);
    }
}
