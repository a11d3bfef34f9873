using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>What appears and vanishes between scrapes, and when a layout is made anew.</summary>
[TestFixture]
internal sealed class ScraperTests
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
        ThrowingMetric throwing = new();
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
        scene.Record("bad", new ThrowingMetric { Fails = true });
        scene.Scrape().Value("mvx_recorder_read_errors_total").ShouldBe(1);
        scene.Scrape().Value("mvx_recorder_read_errors_total").ShouldBe(2);
        scene.Record("other");
        scene.Scrape().Value("mvx_recorder_read_errors_total").ShouldBe(3);
    }

    private sealed class Restless() : Metric<long>("restless"), IMetricEventHandler<Point>
    {
        private int _reads;

        public bool HandleEvent(in Point metricEvent) => false;

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) =>
            writer.Add($"name{Interlocked.Increment(ref _reads)}", 1);
    }
}
