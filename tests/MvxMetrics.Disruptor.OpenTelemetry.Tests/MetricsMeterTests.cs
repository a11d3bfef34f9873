using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A runtime's metrics as a meter: what appears, what vanishes, and what its runtime's life does to it.</summary>
internal sealed partial class MetricsMeterTests : MeterFixture
{
    [Test]
    public void Instruments_appear_with_their_metrics_and_within_the_same_collection()
    {
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect().All("late").ShouldBeEmpty();

        Recorder.Register(new Counter<Point>("late"));
        Send(new Point());
        watch.Collect().Value("late").ShouldBe(1);

        MetricsRecorder other = Runtime.CreateRecorder("other");
        other.Register(new Counter<Point>("late"));
        other.Register(new Counter<Point>("later"));
        watch.Collect().Value("late", "recorder=other").ShouldBe(0);
        watch.Value("later").ShouldBe(0);
        watch.Value("mvx.runtime.recorders").ShouldBe(2);
    }

    [Test]
    public void A_removed_recorder_yields_no_measurements_and_one_of_its_id_begins_anew()
    {
        Recorder.Register(new Counter<Point>("c"));
        Send(new Point());
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect().Value("c").ShouldBe(1);

        Runtime.StopRecorder("r");
        watch.Collect().Value("c").ShouldBe(1, "a stopped recorder still has its values");

        Runtime.StopAndRemoveRecorder("r");
        watch.Collect().All("c").ShouldBeEmpty();

        Runtime.CreateRecorder("r").Register(new Counter<Point>("c"));
        watch.Collect().Value("c").ShouldBe(0);
    }

    [Test]
    public void A_stopped_runtime_and_one_that_is_disposed_are_told_as_such()
    {
        Recorder.Register(new Counter<Point>("c"));
        Send(new Point());
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        Runtime.Shutdown();
        watch.Collect().Value("mvx.runtime.status", "status=Closed").ShouldBe(1);
        watch.Value("c").ShouldBe(1, "a shutdown removes the recorders, and who collects afterwards wants their last values");
        watch.Value("mvx.events.processed").ShouldBe(1);

        Runtime.Dispose();
        watch.Collect().Value("mvx.runtime.status", "status=Closed").ShouldBe(1);
    }

    [Test]
    public void A_runtime_that_faults_is_told_as_such_and_its_metrics_stay_readable()
    {
        FailingTime time = new();
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { EventLoop = { TimeProvider = time } });
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        recorder.Register(new Counter<Point>("c"));
        recorder.RegisterEvent(new Point()).ShouldBeTrue();
        runtime.Flush(Patience).ShouldBeTrue();
        using MetricsMeter meter = new(runtime, Options);
        using MeterWatch watch = new(meter.Name);

        time.Fails = true;
        Eventually.ShouldBeTrue(() => runtime.Status == RuntimeStatus.Faulted, "the runtime faults");
        watch.Collect().Value("mvx.runtime.status", "status=Faulted").ShouldBe(1);
        watch.Value("c").ShouldBe(1);
    }

    [Test]
    public void A_metric_that_cannot_be_read_harms_no_other_recorder_and_is_counted()
    {
        ThrowingMetric broken = new() { Throws = false };
        Recorder.Register(broken);
        Runtime.CreateRecorder("whole").Register(new Counter<Point>("c"));
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);

        broken.Throws = true;
        Should.NotThrow(() => watch.Collect());
        watch.Value("c").ShouldBe(0);
        watch.All("broken").ShouldBeEmpty();
        watch.Collect().Value("mvx.runtime.read_failures").ShouldBeGreaterThanOrEqualTo(1);

        broken.Throws = false;
        watch.Collect().Value("broken").ShouldBe(0);
    }

    [Test]
    public void A_disposed_meter_is_silent()
    {
        Recorder.Register(new Counter<Point>("c"));
        MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect().All("c").ShouldNotBeEmpty();
        meter.Dispose();
        meter.Dispose();
        watch.Collect().Measured.ShouldBeEmpty();
    }

    [Test]
    public void Bad_arguments_are_refused()
    {
        Should.Throw<ArgumentNullException>(() => new MetricsMeter(null!)).ParamName.ShouldBe("runtime");
        foreach (string? name in (string?[])[null, "", " "])
        {
            Should.Throw<ArgumentException>(() => new MetricsMeter(Runtime, new MetricsMeterOptions { MeterName = name! }))
                .ParamName.ShouldBe(nameof(MetricsMeterOptions.MeterName));
        }
    }

    private sealed class FailingTime : TimeProvider
    {
        private volatile bool _fails;

        public bool Fails
        {
            set => _fails = value;
        }

        public override long GetTimestamp() => _fails ? throw new InvalidOperationException("no time") : base.GetTimestamp();
    }
}
