namespace MvxMetrics.Disruptor.Tests;

/// <summary>The two sums over what became of events, and where a recorder takes them from.</summary>
[TestFixture]
internal sealed class RecorderStatisticsTests
{
    [Test]
    public void Accepted_and_attempted_are_sums_in_which_refused_events_count_once()
    {
        RecorderStatistics statistics = new()
        {
            Processed = 1,
            Discarded = 20,
            Pending = 300,
            Dropped = 4_000,
            Refused = 3_000,
            SnapshotRetries = 50_000,
            ServicedCopies = 600_000,
        };
        (statistics.Accepted, statistics.Attempted).ShouldBe((321, 4_321));
        (statistics with { Refused = 0 }).Attempted.ShouldBe(4_321);
    }

    [Test]
    public void A_recorder_tells_what_lies_in_lanes_and_what_is_kept_as_pending()
    {
        using StagedRecorder stage = new(RecorderStatus.Starting);
        for (int i = 0; i < 3; i++) stage.Recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        stage.Recorder.Statistics.Pending.ShouldBe(3, "in the lane");
        stage.Loop.RunOnce();
        stage.Recorder.Statistics.Pending.ShouldBe(3, "kept");
        stage.Recorder.RegisterEvent(new Tick(3)).ShouldBeTrue();
        (stage.Recorder.Statistics.Pending, stage.Recorder.Statistics.Accepted).ShouldBe((4, 4));
        stage.Release();
        stage.DriveUntil(RecorderStatus.Running);
        stage.Loop.RunOnce();
        stage.Recorder.Statistics.ShouldBalance(4, 4);
    }
}
