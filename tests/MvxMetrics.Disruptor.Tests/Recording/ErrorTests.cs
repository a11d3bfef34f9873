using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The errors there are, and what they carry.</summary>
[TestFixture]
internal sealed class ErrorTests : RuntimeFixture
{
    private static readonly Type[] s_errors =
    [
        typeof(EventTooLargeException), typeof(LoopReentrancyException), typeof(MetricFaultedException),
        typeof(RecorderAlreadyExistsException), typeof(RecorderNotFoundException), typeof(RecorderOverflowException),
        typeof(RecorderStartException), typeof(RecorderStateException), typeof(RecorderStopException),
        typeof(RuntimeShutdownException), typeof(RuntimeStartException), typeof(RuntimeStateException),
    ];

    [Test]
    public void All_errors_derive_from_one_base_and_only_the_library_makes_them()
    {
        typeof(MetricsException).Assembly.GetExportedTypes()
            .Where(static t => t.IsSubclassOf(typeof(Exception)) && t != typeof(MetricsException))
            .ShouldBe(s_errors, ignoreOrder: true);
        foreach (Type error in s_errors)
        {
            error.BaseType.ShouldBe(typeof(MetricsException));
            error.IsSealed.ShouldBeTrue(error.Name);
            error.GetConstructors().ShouldBeEmpty(error.Name);
        }
    }

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
    public void An_event_type_without_a_usable_name_is_called_by_its_own()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("r");
        recorder.Register(new Counter<Nameless>("c", static (in Nameless _) => throw new DivideByZeroException()));
        recorder.RegisterEvent(default(Nameless)).ShouldBeTrue();
        Flush();
        recorder.LastError.ShouldBeOfType<MetricFaultedException>().EventType.ShouldBe("Nameless");
    }

    [Test]
    public void A_failed_start_and_stop_say_which_recorder_and_cause()
    {
        Should.Throw<RecorderStartException>(() => Runtime.CreateRecorder(
            "r", static context => new HookedRecorder(context) { Starting = static _ => throw new IOException("no") }))
            .Message.ShouldBe(
                "Recorder 'r' could not start: IOException, see the inner exception. Repair the cause and create a new recorder.");
        Runtime.CreateRecorder("r", static context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("no") });
        Should.Throw<RecorderStopException>(() => Runtime.StopRecorder("r"))
            .Message.ShouldBe("Recorder 'r' did not stop cleanly: IOException, see the inner exception. Its snapshots can still be read.");
    }

    [Test]
    public void A_shutdown_that_failed_lists_every_recorder_with_its_cause()
    {
        foreach (string id in (string[])["b", "a"])
            Runtime.CreateRecorder(id, static context => new HookedRecorder(context) { Stopped = static _ => throw new IOException("no") });

        RuntimeShutdownException error = Should.Throw<RuntimeShutdownException>(Runtime.Shutdown);

        error.Message.ShouldStartWith("Runtime 'mvx' is shut down, but not cleanly. Recorders that failed: ");
        foreach (string id in (string[])["a", "b"])
            error.Message.ShouldContain($"'{id}' (RecorderStopException: Recorder '{id}' did not stop cleanly: IOException");
        error.Failures.Values.ShouldAllBe(static e => e.InnerException is IOException);
        error.InnerException.ShouldBeOfType<AggregateException>().InnerExceptions.Count.ShouldBe(2);
        (error.TimedOut, error.UnappliedEvents).ShouldBe((false, 0));
    }

    private readonly struct Nameless : IMetricEvent
    {
        public static string EventType => throw new InvalidOperationException("no name");
    }
}
