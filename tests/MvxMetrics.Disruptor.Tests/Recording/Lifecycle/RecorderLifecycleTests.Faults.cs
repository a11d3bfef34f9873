using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>What a fault of a metric or a hook does to the life of its recorder.</content>
internal sealed partial class RecorderLifecycleTests
{
    [Test]
    public void A_throwing_change_hook_faults_its_recorder_and_cleans_up_once()
    {
        HookedRecorder recorder = Runtime.CreateRecorder("r", context => new HookedRecorder(context));
        recorder.Register(new Counter<Tick>("c"));
        recorder.Changed = (_, e) =>
        {
            if (((Tick)e).Value == 3) throw new IOException("no disk");
        };

        for (int i = 1; i <= 3; i++) recorder.TryRegisterEvent(new Tick(i)).ShouldBeTrue();
        Flush();

        recorder.LastError.ShouldBeOfType<MetricFaultedException>().Message.ShouldContain("OnMetricChanged");
        Eventually.ShouldBeTrue(() => recorder.Stops == 1, "the clean-up ran");
        recorder.Statistics.ShouldBalance(3, 3, discarded: 1);
        Runtime.Shutdown();
        recorder.Stops.ShouldBe(1);
    }

    [Test]
    public void A_fault_of_the_clean_up_does_not_replace_the_error()
    {
        HookedRecorder recorder = Runtime.CreateRecorder(
            "r", context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("clean-up") });
        recorder.Register(new ProbeMetric(static _ => throw new DivideByZeroException()));

        recorder.RegisterEvent(new Tick(1));

        Eventually.ShouldBeTrue(() => recorder.Stops == 1, "the clean-up ran");
        recorder.LastError.ShouldBeOfType<MetricFaultedException>().InnerException.ShouldBeOfType<DivideByZeroException>();
    }

    [Test]
    public void A_recorder_that_faults_while_it_stops_does_not_hang_the_stop()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        using ManualResetEventSlim entered = new();
        using ManualResetEventSlim go = new();
        recorder.Register(new ProbeMetric(_ =>
        {
            entered.Set();
            go.Wait(Patience);
            throw new DivideByZeroException();
        }));
        for (int i = 0; i < 200; i++) recorder.RegisterEvent(new Tick(i));
        entered.Wait(Patience).ShouldBeTrue();

        Task stop = recorder.StopAsync();
        recorder.Status.ShouldBe(RecorderStatus.Stopping);
        go.Set();

        Should.Throw<RecorderStopException>(() => stop.WaitAsync(Patience).GetAwaiter().GetResult())
            .InnerException.ShouldBeOfType<MetricFaultedException>();
        Flush();
        recorder.Statistics.ShouldBalance(200, 200, discarded: 200);
    }
}
