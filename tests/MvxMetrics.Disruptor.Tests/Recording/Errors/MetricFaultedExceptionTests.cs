namespace MvxMetrics.Disruptor.Tests;

/// <summary>A fault says what failed, for which event, and what to do.</summary>
[TestFixture]
internal sealed class MetricFaultedExceptionTests : RuntimeFixture
{
    [Test]
    public void A_fault_says_which_recorder_metric_event_and_cause_and_what_to_do([Values] bool inHook)
    {
        HookedRecorder recorder = Runtime.CreateRecorder("conn-7", static context => new HookedRecorder(context));
        recorder.Register(new ProbeMetric(_ => inHook ? true : throw new DivideByZeroException(), "latency"));
        recorder.Changed = static (_, _) => throw new DivideByZeroException();
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        Flush();

        MetricFaultedException error = recorder.LastError.ShouldBeOfType<MetricFaultedException>();
        (error.MetricName, error.EventType).ShouldBe(("latency", "test.tick"));
        error.InnerException.ShouldBeOfType<DivideByZeroException>();
        error.Message.ShouldBe(
            $"Recorder 'conn-7' faulted: its {(inHook ? "OnMetricChanged hook for " : string.Empty)}"
            + "metric 'latency' threw DivideByZeroException "
            + "for an event of type 'test.tick'. Repair what the inner exception shows, and create a new recorder.");
    }

    [Test]
    public void A_fault_that_was_no_event_names_the_call_instead_and_has_no_event_type()
    {
        IOException cause = new("no disk");
        MetricFaultedException error = new("conn-7", "rate", "OnTimer", cause);
        (error.MetricName, error.EventType).ShouldBe(("rate", string.Empty));
        error.InnerException.ShouldBeSameAs(cause);
        error.Message.ShouldBe(
            "Recorder 'conn-7' faulted: OnTimer of its metric 'rate' threw IOException. "
            + "Repair what the inner exception shows, and create a new recorder.");
    }
}
