namespace MvxMetrics.Disruptor.Tests;

/// <content>What a pass tells of the lanes: their fullness, what it left behind, whether they press.</content>
internal sealed partial class LaneDrainTests
{
    [Test]
    public void The_fullest_lane_of_a_round_counts_until_the_next_round_begins()
    {
        using Draining draining = new(batchLimit: 100);
        draining.Publish(16);
        draining.Drain.Pass(LoopBudget.Unlimited).ShouldBe(16);
        draining.Publish(8);
        draining.Drain.Pass(LoopBudget.Unlimited).ShouldBe(8);
        draining.Drain.Fullness.ShouldBe(0.25);

        draining.Drain.BeginRound();
        draining.Drain.Fullness.ShouldBe(0);
        draining.Publish(8);
        draining.Drain.Pass(LoopBudget.Unlimited).ShouldBe(8);
        draining.Drain.Fullness.ShouldBe(0.125);
    }

    [Test]
    public void A_lane_with_more_than_its_turn_leaves_the_pass_behind()
    {
        using Draining draining = new(batchLimit: 10);
        draining.Publish(16);
        draining.Drain.Pass(LoopBudget.Unlimited).ShouldBe(10);
        (draining.Drain.IsBehind, draining.Drain.HasWork()).ShouldBe((true, true));
        draining.Drain.Pass(LoopBudget.Unlimited).ShouldBe(6);
        (draining.Drain.IsBehind, draining.Drain.HasWork()).ShouldBe((false, false));
        draining.Drain.Pass(LoopBudget.Unlimited).ShouldBe(0);

        (draining.Counters.Batches, draining.Counters.LargestBatch, draining.Counters.HighWaterMark).ShouldBe((2, 10, 16));
    }

    [Test]
    public void A_lane_presses_from_the_eighths_on_that_were_asked_for()
    {
        using Draining draining = new(batchLimit: 100);
        draining.Publish(15);
        (draining.Drain.IsPressed(1), draining.Drain.IsPressed(2)).ShouldBe((true, false));
        draining.Publish(1);
        (draining.Drain.IsPressed(2), draining.Drain.IsPressed(3)).ShouldBe((true, false));
    }

    [Test]
    public void Events_of_a_recorder_that_has_ended_are_discarded_on_its_account()
    {
        using Draining draining = new(batchLimit: 100);
        draining.Publish(3);
        draining.Table.Detach(draining.Recorder.Pipeline);
        draining.Drain.Pass(LoopBudget.Unlimited).ShouldBe(3);
        EventAccount account = draining.Recorder.Pipeline.Account;
        (account.Processed, account.Discarded).ShouldBe((0, 3));
    }

    /// <summary>A drain of its own over the lanes of a loop, of 64 ticks, that is not driven otherwise.</summary>
    private sealed class Draining : IDisposable
    {
        private readonly MetricsEventLoop _loop = new(new MetricsEventLoopOptions { LaneBytes = LaneRoom.BytesFor<Tick>(64) });

        public Draining(int batchLimit)
        {
            Recorder = _loop.CreateRecorder("r");
            _loop.RunOnce();
            Table.Attach(Recorder.Pipeline);
            Drain = new LaneDrain(((IRecorderHost)_loop).Ring, Table, Counters, batchLimit, new CommandQueue(), static () => { });
        }

        public MetricsRecorder Recorder { get; }

        public RecorderTable Table { get; } = new();

        public LoopCounters Counters { get; } = new();

        public LaneDrain Drain { get; }

        public void Publish(int events)
        {
            for (int i = 0; i < events; i++) Recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        }

        public void Dispose() => _loop.Dispose();
    }
}
