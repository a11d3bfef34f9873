using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>What appears and vanishes between scrapes, and when a layout is made anew.</summary>
[TestFixture]
internal sealed class LayoutTests
{
    [Test]
    public void A_layout_is_made_once_and_anew_only_when_something_appears_or_a_recorder_vanishes()
    {
        using Scene scene = new();
        MetricsRecorder first = scene.Record("1", new Gauge<Point>("g", static (in Point p) => p.Value));
        scene.Scrape().Samples.ShouldBeEmpty();
        LayoutsMadeAre(1, "the first scrape");

        scene.Send(first, new Point(1));
        scene.Scrape().Lines("g").ShouldBe(["1"]);
        LayoutsMadeAre(2, "a first value");
        scene.Send(first, new Point(7));
        scene.Scrape().Lines("g_max").ShouldBe(["7"]);
        LayoutsMadeAre(2, "another value");

        MetricsRecorder second = scene.Record("2", new Counter<Point>("c"));
        scene.Send(second, new Point(1));
        scene.Scrape().Lines("c_total").ShouldBe(["1"]);
        LayoutsMadeAre(3, "a recorder");
        second.Register(new Counter<Point>("late"));
        scene.Runtime.Flush(Scene.Patience);
        scene.Scrape().Lines("late_total").ShouldBe(["0"]);
        LayoutsMadeAre(4, "a metric");

        scene.Runtime.StopRecorder("2");
        scene.Scrape().Lines("c_total").ShouldBe(["1"], "a stopped recorder stays readable");
        scene.Runtime.StopAndRemoveRecorder("2");
        Exposition without = scene.Scrape();
        without.Text.ShouldNotContain("c_total");
        without.Text.ShouldNotContain("late");
        without.Lines("g").ShouldBe(["7"]);
        LayoutsMadeAre(5, "a recorder that was removed");

        void LayoutsMadeAre(int count, string after) => scene.Exposition.LayoutsMade.ShouldBe(count, after);
    }

    [Test]
    public void Extremes_that_come_and_go_keep_their_place()
    {
        using Scene scene = new();
        MetricsRecorder recorder = scene.Record(
            "r", new Summary<Point>("s", static (in Point p) => p.Value), new Histogram<Point>("h", static (in Point p) => p.Value),
            new Counter<Point>("c"));
        scene.Send(recorder, new Point(1));
        scene.Scrape().Lines("s_min").ShouldBe(["1"]);
        recorder.ResetExtremes();
        scene.Runtime.Flush(Scene.Patience);
        scene.Scrape().Lines("s_min").ShouldBeEmpty();
        scene.Scrape().Text.ShouldNotContain("s_min");
        scene.Record("other", new Counter<Point>("c")); // a new layout while they are away
        scene.Scrape().Lines("h_min").ShouldBeEmpty();
        int made = scene.Exposition.LayoutsMade;

        scene.Send(recorder, new Point(5));

        Exposition back = scene.Scrape();
        back.Lines("s_min").ShouldBe(["5"]);
        back.Lines("h_max").ShouldBe(["5"]);
        back.Lines("c_total").ShouldBe(["2", "0"], ignoreOrder: true);
        scene.Exposition.LayoutsMade.ShouldBe(made);
    }

    [Test]
    public void A_replaced_metric_shows_the_new_one_only()
    {
        using Scene scene = new();
        MetricsRecorder recorder = scene.Record("r", new Counter<Point>("m"));
        scene.Send(recorder, new Point(1));
        scene.Scrape().Lines("m_total").ShouldBe(["1"]);

        recorder.Register(new Gauge<Point>("m", static (in Point p) => p.Value));
        scene.Send(recorder, new Point(9));

        Exposition replaced = scene.Scrape();
        replaced.Lines("m").ShouldBe(["9"]);
        replaced.Text.ShouldNotContain("m_total");
    }

    [Test]
    public void A_metric_that_tells_new_names_at_every_read_ends_all_the_same()
    {
        using Scene scene = new();
        scene.Record("r", new Restless(), new Counter<Point>("c"));
        for (int i = 0; i < 3; i++) scene.Scrape().Lines("c_total").ShouldBe(["0"]);
    }

    [Test]
    public void A_metric_that_throws_takes_only_its_recorder_out_of_the_scrape()
    {
        using Scene scene = new(new PrometheusOptions());
        Throwing throwing = new();
        MetricsRecorder bad = scene.Record("bad", new Counter<Point>("c"), throwing);
        MetricsRecorder good = scene.Record("good", new Counter<Point>("c"));
        scene.Send(bad, new Point(1));
        scene.Send(good, new Point(1));
        scene.Scrape().Lines("c_total").ShouldBe(["1", "1"]);

        throwing.Fails = true;
        Exposition failed = scene.Scrape();
        failed.Samples.Single(static s => s.Name == "c_total")["recorder"].ShouldBe("good");
        failed.Lines("mvx_recorder_events_processed_total").ShouldBe(["1", "1"]);
        scene.Scrape().Value("mvx_recorder_read_errors_total").ShouldBeGreaterThanOrEqualTo(2);

        throwing.Fails = false;
        scene.Scrape().Lines("c_total").ShouldBe(["1", "1"]);
    }

    [Test]
    public void A_recorder_that_cannot_be_read_is_counted_once_a_scrape_also_when_a_layout_is_made()
    {
        using Scene scene = new(new PrometheusOptions());
        scene.Record("bad", new Throwing { Fails = true });
        scene.Scrape().Value("mvx_recorder_read_errors_total").ShouldBe(1);
        scene.Scrape().Value("mvx_recorder_read_errors_total").ShouldBe(2);
        scene.Record("other");
        scene.Scrape().Value("mvx_recorder_read_errors_total").ShouldBe(3);
    }

    [Test]
    public void A_dimension_that_a_metric_writes_twice_is_one_series_with_the_last_value([Values] ExpositionFormat format)
    {
        using Scene scene = new();
        scene.Record("r", new Twice());
        for (int i = 0; i < 2; i++)
        {
            Exposition read = scene.Scrape(format);
            read.Lines("twice_x").ShouldBe(["2", "key=k 4"]);
        }

        scene.Exposition.LayoutsMade.ShouldBe(1);
    }

    [Test]
    public void Several_runtimes_are_told_apart_and_must_differ()
    {
        using Scene left = new(name: "left");
        using Scene right = new(name: "right");
        left.Send(left.Record("r", new Counter<Point>("c")), new Point(1));
        right.Send(right.Record("r", new Counter<Point>("c")), new Point(1), new Point(1));
        MetricsExposition both = new([left.Runtime, right.Runtime]);

        Exposition open = Scene.Scrape(both);
        open.Value("c_total", ("runtime", "left")).ShouldBe(1);
        open.Value("c_total", ("runtime", "right")).ShouldBe(2);
        open.Value("mvx_events_processed_total", ("runtime", "right")).ShouldBe(2);
        open.Families["c"].Samples.Count.ShouldBe(4);

        Should.Throw<ArgumentException>(() => new MetricsExposition([left.Runtime, left.Runtime])).Message.ShouldContain("'left'");
        Should.Throw<ArgumentException>(
            () => new MetricsExposition([left.Runtime, right.Runtime], new PrometheusOptions { RuntimeLabel = false }))
            .Message.ShouldContain("RuntimeLabel");
        Scene.Scrape(new MetricsExposition([left.Runtime], new PrometheusOptions { RuntimeLabel = true }))
            .Sample("c_total")["runtime"].ShouldBe("left");
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

    private sealed class FailingTime : TimeProvider
    {
        private volatile bool _fails;

        public bool Fails
        {
            set => _fails = value;
        }

        public override long GetTimestamp() => _fails ? throw new DivideByZeroException() : base.GetTimestamp();
    }

    private sealed class Restless() : Metric<long>("restless"), IMetricEventHandler<Point>
    {
        private int _reads;

        public bool HandleEvent(in Point metricEvent) => false;

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) =>
            writer.Add($"name{Interlocked.Increment(ref _reads)}", 1);
    }

    private sealed class Twice() : Metric<long>("twice"), IMetricEventHandler<Point>
    {
        public bool HandleEvent(in Point metricEvent) => false;

        protected override void WriteDimensions(in long state, ref DimensionWriter writer)
        {
            writer.Add("x", 1);
            writer.Add("x", 2);
            writer.For("k").Add("x", 3);
            writer.For("k").Add("x", 4);
        }
    }

    private sealed class Throwing() : Metric<long>("throwing"), IMetricEventHandler<Point>
    {
        public bool Fails { get; set; }

        public bool HandleEvent(in Point metricEvent) => false;

        protected override void WriteDimensions(in long state, ref DimensionWriter writer)
        {
            writer.Add("total", 1);
            if (Fails) throw new DivideByZeroException();
        }
    }
}
