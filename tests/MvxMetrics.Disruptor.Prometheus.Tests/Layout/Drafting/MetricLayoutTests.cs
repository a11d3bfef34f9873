using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>What each kind of metric becomes: names, types, labels, values.</summary>
[TestFixture]
internal sealed partial class MetricLayoutTests
{
    [Test]
    public void A_counter_is_a_counter_with_total_and_created()
    {
        using Scene scene = new();
        MetricsRecorder recorder = scene.Record(
            "r", new Counter<Point>("tcp.received", static (in Point p) => p.Value, unit: "By", description: "What came in."));
        scene.Send(recorder, new Point(40), new Point(2), new Point(-1));

        Exposition open = scene.Scrape();
        open.Families["tcp_received_bytes"].ShouldSatisfyAllConditions(
            f => f.Type.ShouldBe("counter"), f => f.Help.ShouldBe("What came in."), f => f.Unit.ShouldBe("bytes"));
        open.Lines("tcp_received_bytes_total").ShouldBe(["42"]);
        open.Lines("tcp_received_bytes_created").ShouldBe(["1893553445.678"]);
        open.Lines("tcp_received_ignored_total").ShouldBe(["1"]);
        open.Families["tcp_received_ignored"].Unit.ShouldBeNull();

        Exposition text = scene.Scrape(ExpositionFormat.Text);
        text.Families["tcp_received_bytes_total"].Type.ShouldBe("counter");
        text.Lines("tcp_received_bytes_total").ShouldBe(["42"]);
        text.Text.ShouldNotContain("created");
        text.Text.ShouldNotContain("UNIT");
    }

    [Test]
    public void Sums_that_go_up_and_down_and_gauges_are_gauges()
    {
        using Scene scene = new();
        MetricsRecorder recorder = scene.Record(
            "r",
            new UpDownCounter<Point>("connections", static (in Point p) => p.Value),
            new Gauge<Point>("load", static (in Point p) => p.Fraction));
        scene.Send(recorder, new Point(3, 0.5), new Point(-5, -1.25));

        Exposition open = scene.Scrape();
        open.Families["connections"].Type.ShouldBe("gauge");
        open.Lines("connections").ShouldBe(["-2"]);
        open.Families["load"].Type.ShouldBe("gauge");
        open.Lines("load").ShouldBe(["-1.25"]);
        open.Lines("load_min").ShouldBe(["-1.25"]);
        open.Lines("load_max").ShouldBe(["0.5"]);
    }

    [Test]
    public void A_summary_is_a_summary_without_quantiles_and_gauges()
    {
        using Scene scene = new();
        MetricsRecorder recorder = scene.Record("r", new Summary<Point>("save.duration", static (in Point p) => p.Value, unit: "us"));
        scene.Send(recorder, new Point(120), new Point(80));

        Exposition open = scene.Scrape();
        open.Families["save_duration_seconds"].ShouldSatisfyAllConditions(f => f.Type.ShouldBe("summary"), f => f.Unit.ShouldBe("seconds"));
        open.Lines("save_duration_seconds_count").ShouldBe(["2"]);
        open.Value("save_duration_seconds_sum").ShouldBe(200e-6);
        open.Lines("save_duration_seconds_created").ShouldBe(["1893553445.678"]);
        open.Value("save_duration_min_seconds").ShouldBe(80e-6);
        open.Value("save_duration_max_seconds").ShouldBe(120e-6);
        open.Value("save_duration_mean_seconds").ShouldBe(100e-6);
        open.Value("save_duration_stddev_seconds").ShouldBe(20e-6);
    }

    [Test]
    public void A_rate_is_counters_and_gauges()
    {
        using Scene scene = new();
        Rate<Point> rate = new("tcp.received", static (in Point p) => p.Value, windows: [TimeSpan.FromSeconds(10)], unit: "By");
        MetricsRecorder recorder = scene.Record("r", rate);
        scene.Send(recorder, new Point(40), new Point(2));
        scene.Time.Advance(TimeSpan.FromSeconds(2));
        Eventually.ShouldBeTrue(
            () => scene.Runtime.Flush(Scene.Patience) && rate.Snapshot()["sum_rate_10s"].ToDouble() == 21, "the loop has told the time");

        Exposition open = scene.Scrape();
        open.Lines("tcp_received_total").ShouldBe(["2"]);
        open.Lines("tcp_received_sum_bytes_total").ShouldBe(["42"]);
        open.Lines("tcp_received_rate_10s").ShouldBe(["1"]);
        open.Lines("tcp_received_sum_rate_10s_bytes_per_second").ShouldBe(["21"]);
        open.Families["tcp_received_sum_rate_10s_bytes_per_second"]
            .ShouldSatisfyAllConditions(f => f.Type.ShouldBe("gauge"), f => f.Unit.ShouldBe("bytes_per_second"));
        open.Value("tcp_received_rate_ewma_1m").ShouldBe(rate.Snapshot()["rate_ewma_1m"].ToDouble());
    }

    [Test]
    public void Windows_are_gauges_whose_names_do_not_end_like_counters()
    {
        using Scene scene = new();
        MetricsRecorder recorder = scene.Record(
            "r",
            new WindowedCounter<Point>("recent", TimeSpan.FromSeconds(10)),
            new WindowedSummary<Point>("values", TimeSpan.FromSeconds(10), static (in Point p) => p.Value));
        scene.Send(recorder, new Point(3), new Point(5));

        Exposition open = scene.Scrape();
        open.Families.Values.ShouldAllBe(static f => f.Type == "gauge");
        open.Lines("recent").ShouldBe(["2"]);
        open.Lines("values_count_value").ShouldBe(["2"]);
        open.Lines("values_sum_value").ShouldBe(["8"]);
        open.Lines("values_stddev").ShouldBe(["1"]);
    }

    [Test]
    public void The_most_frequent_keys_are_items_and_a_change_of_rank_needs_no_new_layout()
    {
        using Scene scene = new();
        MetricsRecorder recorder = scene.Record("r", new TopK<Point>("orders", static (in Point p) => p.Value, capacity: 2, shown: 2));
        scene.Send(recorder, new Point(17), new Point(17), new Point(-5));

        Exposition open = scene.Scrape();
        open.Lines("orders_top").ShouldBe(["item=17 2", "item=-5 1"]);
        open.Lines("orders_top_error").ShouldBe(["item=17 0", "item=-5 0"]);
        open.Lines("orders_total").ShouldBe(["3"]);
        open.Lines("orders_bound").ShouldBe(["1"]);
        int layouts = scene.Exposition.LayoutsMade;

        scene.Send(recorder, new Point(9), new Point(9), new Point(9));
        scene.Scrape().Lines("orders_top").ShouldBe(["item=9 4", "item=17 2"]);
        scene.Scrape().Lines("orders_top_error").ShouldBe(["item=9 1", "item=17 0"]);
        scene.Exposition.LayoutsMade.ShouldBe(layouts);
    }

    [Test]
    public void An_applications_own_dimensions_go_by_their_names()
    {
        using Scene scene = new();
        MetricsRecorder recorder = scene.Record("r", new Custom("own"));
        scene.Send(recorder, new Point(7, 0.1));

        Exposition open = scene.Scrape();
        open.Lines("own_total").ShouldBe(["7"]);
        open.Lines("own_success_total").ShouldBe(["1"]);
        open.Lines("own_nothing").ShouldBe(["NaN"]);
        open.Lines("own_most").ShouldBe(["+Inf"]);
        open.Lines("own_least").ShouldBe(["-Inf"]);
        open.Lines("own_tiny").ShouldBe(["5E-324"]);
        open.Lines("own_part").ShouldBe(["key=a b,c 0.1"]);
        open.Families["own_nothing"].Type.ShouldBe("gauge");
    }

    [Test]
    public void Dimensions_that_would_both_be_the_metrics_main_series_are_series_of_their_own([Values] ExpositionFormat format)
    {
        using Scene scene = new();
        scene.Record("r", new TwoMains("m"));
        Exposition read = scene.Scrape(format);
        read.Lines("m").ShouldBe(["1"]);
        read.Lines("m_value").ShouldBe(["2"]);
    }

    [Test]
    public void Every_dimension_gets_a_slot_in_the_order_in_which_it_is_told_and_buckets_get_theirs_behind()
    {
        MetricDescriptor metric = new("h", MetricKind.Histogram);
        SlotCounter slots = new();
        slots.Reserve(10);
        List<PlanEntry> entries = [];
        (SeriesKey, long)[] told =
        [
            (new SeriesKey(metric, null, "count"), 0), (new SeriesKey(metric, null, "max"), 0), (new SeriesKey(metric, null, ""), 20),
            (new SeriesKey(metric, null, "late"), 0),
        ];
        new MetricLayout(new Families(true), new PrometheusOptions { Bounds = [5, 20, 21] }, slots, "", null).Add(told, entries);
        entries.Select(static e => (e.Series.Name, e.Slot)).ShouldBe([("count", 10), ("max", 11), ("", 13), ("late", 12)]);
        entries[2].Bounds.ShouldBe([5, 20]);
        entries[0].Bounds.ShouldBeNull();
        slots.Count.ShouldBe(15);
    }

    [Test]
    public void Quantiles_need_no_slots_of_a_distribution()
    {
        MetricDescriptor metric = new("h", MetricKind.Histogram);
        SlotCounter slots = new();
        List<PlanEntry> entries = [];
        PrometheusOptions options = new() { Histograms = HistogramFormat.Quantiles };
        new MetricLayout(new Families(true), options, slots, "", null).Add([(new SeriesKey(metric, null, ""), 1000)], entries);
        entries.ShouldHaveSingleItem().Bounds.ShouldBeEmpty();
        slots.Count.ShouldBe(0);
    }

    private sealed class TwoMains(string name) : Metric<long>(name, MetricKind.Gauge), IMetricEventHandler<Point>
    {
        public bool HandleEvent(in Point metricEvent) => false;

        protected override void WriteDimensions(in long state, ref DimensionWriter writer)
        {
            writer.Add("total", 1);
            writer.Add("value", 2);
        }
    }
}
