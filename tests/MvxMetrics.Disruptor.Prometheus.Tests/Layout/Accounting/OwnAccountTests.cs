using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>The library's own account: names, order, words, and what it says of a runtime.</summary>
[TestFixture]
internal sealed class OwnAccountTests
{
    [Test]
    public void The_whole_text_of_a_runtime_that_has_not_started()
    {
        using MetricsRuntime runtime = new();
        Scene.Scrape(new MetricsExposition([runtime]), ExpositionFormat.Text).Text.ShouldBe(string.Concat(
            Family("mvx_runtime_up", "gauge", "Whether the runtime is Running."),
            Family("mvx_events_attempted_total", "counter", "Events that recorders were called with: accepted and dropped."),
            Family("mvx_events_accepted_total", "counter", "Events published: processed, discarded and pending."),
            Family("mvx_events_processed_total", "counter", "Events offered to every metric that handles their type."),
            Family("mvx_events_discarded_total", "counter", "Events accepted but not fully applied."),
            Family("mvx_events_dropped_total", "counter", "Events not accepted: no room, or refused."),
            Family(
                "mvx_events_refused_total", "counter", "Those of the dropped events that were refused because of a status or their size."),
            Family("mvx_events_pending", "gauge", "Events accepted and neither processed nor discarded yet."),
            Family(
                "mvx_recorder_read_errors_total", "counter", "Reads of a recorder that failed: its metrics are missing in that scrape."),
            Header("mvx_runtime_status", "gauge", "1 for the status that the runtime is in, 0 for the others."),
            "mvx_runtime_status{status=\"Created\"} 1\n",
            "mvx_runtime_status{status=\"Starting\"} 0\n",
            "mvx_runtime_status{status=\"Running\"} 0\n",
            "mvx_runtime_status{status=\"Stopping\"} 0\n",
            "mvx_runtime_status{status=\"Closed\"} 0\n",
            "mvx_runtime_status{status=\"Faulted\"} 0\n"));
    }

    [Test]
    public void Recorders_have_series_of_their_own_that_say_since_when_they_count()
    {
        using Scene scene = new(new PrometheusOptions());
        MetricsRecorder recorder = scene.Record("r", new Counter<Point>("c"));
        scene.Send(recorder, new Point(1), new Point(2));

        Exposition open = scene.Scrape();
        open.Lines("mvx_recorder_events_processed_total").ShouldBe(["2"]);
        open.Lines("mvx_recorder_events_discarded_total").ShouldBe(["0"]);
        open.Lines("mvx_recorder_events_dropped_total").ShouldBe(["0"]);
        open.Lines("mvx_recorder_events_dropped_created").ShouldBe(["1893553445.678"]);
        open.Lines("mvx_events_accepted_created").ShouldBeEmpty();
    }

    [Test]
    public void The_own_account_balances_and_tells_drops()
    {
        using Scene scene = new(new PrometheusOptions());
        MetricsRecorder recorder = scene.Record("r", new Counter<Point>("c"));
        scene.Send(recorder, new Point(1), new Point(2));
        scene.Runtime.StopRecorder("r");
        recorder.TryRegisterEvent(new Point(3)).ShouldBeFalse();

        Exposition open = scene.Scrape();
        open.Value("mvx_events_attempted_total").ShouldBe(3);
        open.Value("mvx_events_accepted_total").ShouldBe(2);
        open.Value("mvx_events_processed_total").ShouldBe(2);
        open.Value("mvx_events_discarded_total").ShouldBe(0);
        open.Value("mvx_events_dropped_total").ShouldBe(1);
        open.Value("mvx_events_refused_total").ShouldBe(1);
        open.Value("mvx_events_pending").ShouldBe(0);
        open.Value("mvx_recorder_events_dropped_total", ("recorder", "r")).ShouldBe(1);
        open.Value("mvx_runtime_up").ShouldBe(1);
    }

    [Test]
    public void A_runtime_is_shown_in_every_status()
    {
        using MetricsRuntime runtime = new();
        MetricsExposition exposition = new([runtime]);
        Shows("Created");
        runtime.Start();
        runtime.CreateRecorder("r").Register(new Counter<Point>("c"));
        Shows("Running");
        Scene.Scrape(exposition).Text.ShouldContain("c_total");
        runtime.Shutdown();
        Shows("Closed");
        Scene.Scrape(exposition).Text.ShouldNotContain("c_total");
        runtime.Dispose();
        Shows("Closed");

        void Shows(string status)
        {
            Exposition open = Scene.Scrape(exposition);
            open.Value("mvx_runtime_up").ShouldBe(status == "Running" ? 1 : 0);
            open.Samples.Where(static s => s.Name == "mvx_runtime_status" && s.Value == 1)
                .ShouldHaveSingleItem()["status"].ShouldBe(status);
        }
    }

    [Test]
    public void A_faulted_runtime_is_shown()
    {
        FailingTime time = new();
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { EventLoop = { TimeProvider = time } });
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        recorder.Register(new Counter<Point>("c"));
        recorder.RegisterEvent(new Point(1)).ShouldBeTrue();
        runtime.Flush(Scene.Patience).ShouldBeTrue();
        MetricsExposition exposition = new([runtime]);
        time.Fails = true;
        Eventually.ShouldBeTrue(() => runtime.Status == RuntimeStatus.Faulted, "the runtime is Faulted");

        Exposition open = Scene.Scrape(exposition);
        open.Value("mvx_runtime_up").ShouldBe(0);
        open.Value("mvx_runtime_status", ("status", "Faulted")).ShouldBe(1);
        open.Lines("c_total").ShouldBe(["1"]);
    }

    private static string Family(string name, string type, string help) => $"{Header(name, type, help)}{name} 0\n";

    private static string Header(string name, string type, string help) => $"# TYPE {name} {type}\n# HELP {name} {help}\n";

    private sealed class FailingTime : TimeProvider
    {
        private volatile bool _fails;

        public bool Fails
        {
            set => _fails = value;
        }

        public override long GetTimestamp() => _fails ? throw new DivideByZeroException() : base.GetTimestamp();
    }
}
