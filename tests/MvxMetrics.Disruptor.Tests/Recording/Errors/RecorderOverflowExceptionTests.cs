namespace MvxMetrics.Disruptor.Tests;

/// <summary>An overflow says for whom, how many were accepted and how many were not.</summary>
[TestFixture]
internal sealed class RecorderOverflowExceptionTests
{
    [Test]
    public void It_says_which_recorder_how_many_of_what_and_what_to_do()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder(
            "id", new RecorderOptions { EntityId = "conn-7", MaxPendingEvents = 3, OverflowPolicy = OverflowPolicy.Throw });
        RecorderOverflowException error = Should.Throw<RecorderOverflowException>(() => recorder.RegisterEvents<Tick>(new Tick[5]));
        (error.Accepted, error.Dropped).ShouldBe((3, 2));
        error.Message.ShouldBe(
            "Recorder 'conn-7' has no room for 2 event(s) of type 'test.tick': its lane or its pending limit is full. "
            + "Drive the loop more often, enlarge the lanes, or choose another overflow policy.");
        recorder.Statistics.Dropped.ShouldBe(2);
    }
}
