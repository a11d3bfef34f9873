namespace MvxMetrics.Disruptor.Tests;

/// <summary>A failed start says which recorder, and carries what failed whole.</summary>
[TestFixture]
internal sealed class RecorderStartExceptionTests
{
    [Test]
    public void An_event_that_was_kept_and_failed_is_told_by_its_fault()
    {
        using StagedRecorder stage = new(RecorderStatus.Starting);
        stage.Recorder.Register(new ProbeMetric(static _ => throw new DivideByZeroException()));
        stage.Recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        Task start = stage.Recorder.StartAsync();
        stage.Loop.RunOnce();
        stage.Release();
        RecorderStartException error = Should.Throw<RecorderStartException>(() => stage.Drive(start));
        error.Message.ShouldBe(
            "Recorder 'r' could not start: MetricFaultedException, see the inner exception. Repair the cause and create a new recorder.");
        error.InnerException.ShouldBeSameAs(stage.Recorder.LastError);
        error.InnerException.ShouldBeOfType<MetricFaultedException>().InnerException.ShouldBeOfType<DivideByZeroException>();
    }
}
