namespace MvxMetrics.Disruptor.Tests;

/// <summary>A refusal names the status that stood in the way, those that do not, and what helps.</summary>
[TestFixture]
internal sealed class RecorderStateExceptionTests
{
    [TestCase("Stop", RecorderStatus.Created, "Start it first.")]
    [TestCase("Stop", RecorderStatus.Starting, "Wait for the start to end.")]
    [TestCase("Start", RecorderStatus.Running, "It runs already: there is nothing to start.")]
    [TestCase("Start", RecorderStatus.Stopping, "Wait for the stop to end.")]
    [TestCase("Stop", RecorderStatus.Stopped, "It has stopped already: there is nothing to stop.")]
    [TestCase("Register", RecorderStatus.Stopped, "Start it again first.")]
    [TestCase("RegisterEvent", RecorderStatus.Faulted, "A fault is final: see LastError, and create a new recorder.")]
    public void It_names_the_status_and_gives_the_advice_that_fits(string member, RecorderStatus status, string advice)
    {
        IOException cause = new("no disk");
        RecorderStateException error = new(member, "conn-7", status, "Fine or Better", cause);
        error.Message.ShouldBe($"{member} was refused: recorder 'conn-7' is {status}, and must be Fine or Better. {advice}");
        error.Actual.ShouldBe(status);
        error.InnerException.ShouldBeSameAs(cause);
    }

    [Test]
    public void Only_after_a_fault_it_carries_the_last_error()
    {
        using StagedRecorder faulted = new(RecorderStatus.Faulted);
        Should.Throw<RecorderStateException>(() => faulted.Recorder.RegisterEvent(new Tick(1)))
            .InnerException.ShouldBeSameAs(faulted.Recorder.LastError);
        faulted.Recorder.LastError.ShouldBeOfType<MetricFaultedException>();

        using StagedRecorder stopped = new(RecorderStatus.Stopped);
        Should.Throw<RecorderStateException>(() => stopped.Recorder.RegisterEvent(new Tick(1))).InnerException.ShouldBeNull();
    }
}
