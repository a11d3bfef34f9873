using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Invariant 3: a metric or hook that throws faults its own recorder and nobody else.</summary>
[TestFixture]
internal sealed partial class RecorderPipelineTests : RuntimeFixture
{
    [Test]
    public void A_throwing_metric_faults_its_recorder_and_every_other_recorder_stays_exact()
    {
        const int Events = 20_000;
        const int FailsAt = 7_777;
        MetricsRecorder good = Runtime.CreateRecorder("good", Waiting());
        MetricsRecorder bad = Runtime.CreateRecorder("bad", Waiting());
        AuditMetric audit = new(1);
        good.Register(audit);
        Counter<Tick> before = new("before");
        Counter<Tick> after = new("after");
        bad.Register(before);
        bad.Register(new ProbeMetric(static t => t.Value != FailsAt ? true : throw new DivideByZeroException()));
        bad.Register(after);
        long accepted = 0;
        long refused = 0;
        SpinWait spin = default;

        for (int i = 0; i < Events; i++)
        {
            good.RegisterEvent(new AuditEvent(0, i)).ShouldBeTrue();
            bool sent;
            while (!(sent = bad.TryRegisterEvent(new Tick(i))) && i <= FailsAt)
            {
                refused++; // no room just now; the events up to the faulty one must all get through
                spin.SpinOnce();
            }

            if (sent) accepted++;
            else refused++;
        }

        Flush();
        audit.ShouldHaveReceivedExactly([Events]);
        good.Statistics.ShouldBalance(Events, Events);
        bad.Status.ShouldBe(RecorderStatus.Faulted);
        MetricFaultedException error = bad.LastError.ShouldBeOfType<MetricFaultedException>();
        (error.MetricName, error.EventType).ShouldBe(("probe", "test.tick"));
        error.InnerException.ShouldBeOfType<DivideByZeroException>();
        (before.Read().Total, after.Read().Total).ShouldBe((FailsAt + 1, FailsAt));
        bad.Statistics.ShouldBalance(accepted + refused, accepted, discarded: accepted - FailsAt);
        Runtime.Statistics.ShouldBalance(Events + accepted + refused, Events + accepted, discarded: accepted - FailsAt);
    }

    [Test]
    public void Events_kept_while_starting_that_a_metric_cannot_bear_fail_the_start()
    {
        using MetricsEventLoop loop = new();
        TaskCompletionSource hook = new();
        HookedRecorder recorder = new(loop.CreateContext("r")) { Starting = _ => hook.Task };
        recorder.Register(new ProbeMetric(static t => t.Value < 2 ? true : throw new DivideByZeroException()));
        for (int i = 0; i < 5; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        loop.RunOnce();
        Task start = recorder.StartAsync();
        hook.SetResult();
        Eventually.ShouldBeTrue(() => loop.RunOnce() >= 0 && start.IsCompleted, "the start has ended");

        start.Exception!.InnerException.ShouldBeOfType<RecorderStartException>().InnerException.ShouldBeOfType<MetricFaultedException>();
        recorder.Statistics.ShouldBalance(5, 5, discarded: 3);
    }

    private static RecorderOptions Waiting() => new() { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = Patience };
}
