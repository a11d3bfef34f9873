namespace MvxMetrics.Disruptor.Tests;

/// <summary>A call that would wait for itself is told by name, where it came from, and what to do instead.</summary>
[TestFixture]
internal sealed class LoopReentrancyExceptionTests
{
    [Test]
    public void It_says_what_was_called_from_where_and_what_to_do()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        Exception? refused = null;
        recorder.Register(new ProbeMetric(_ =>
        {
            refused = Should.Throw<LoopReentrancyException>(recorder.Stop);
            return true;
        }));
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        loop.RunOnce().ShouldBe(1);
        refused.ShouldNotBeNull().Message.ShouldBe(
            "Stop was refused: it waits for the loop, and was called from inside it (a metric's handler, an OnMetricChanged "
            + "hook or a recorder's own lifecycle hook). Call the asynchronous form without waiting for it, or call from another thread.");
        recorder.Status.ShouldBe(RecorderStatus.Running);
    }
}
