using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>What each kind of metric becomes: names, types, labels, values.</summary>
[TestFixture]
internal sealed class KindTests
{
    private enum Outcome
    {
        Good,
        Bad,
    }

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
    public void The_whole_text_of_a_counter_in_both_formats()
    {
        using Scene scene = new();
        scene.Send(scene.Record("r", new Counter<Point>("saves")), new Point(1));

        scene.Scrape().Text.ShouldBe(
            "# TYPE saves counter\n# HELP saves Metric saves.\n"
            + "saves_total{recorder=\"r\"} 1\nsaves_created{recorder=\"r\"} 1893553445.678\n# EOF\n");
        scene.Scrape(ExpositionFormat.Text).Text.ShouldBe(
            "# TYPE saves_total counter\n# HELP saves_total Metric saves.\nsaves_total{recorder=\"r\"} 1\n");
    }

    [Test]
    public void Without_runtimes_recorders_there_is_an_empty_exposition()
    {
        using Scene scene = new();
        scene.Scrape().Text.ShouldBe("# EOF\n");
        scene.Scrape(ExpositionFormat.Text).Text.ShouldBeEmpty();
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
    public void OpenMetrics_leaves_out_a_negative_sum_and_the_text_format_shows_it()
    {
        using Scene scene = new();
        MetricsRecorder recorder = scene.Record(
            "r", new Summary<Point>("temperature", static (in Point p) => p.Value, unit: "Cel"), new Custom("own"));
        scene.Send(recorder, new Point(-40));

        Exposition open = scene.Scrape();
        open.Lines("temperature_celsius_count").ShouldBe(["1"]);
        open.Lines("temperature_celsius_sum").ShouldBeEmpty();
        open.Lines("own_total").ShouldBeEmpty();
        Exposition text = scene.Scrape(ExpositionFormat.Text);
        text.Lines("temperature_celsius_sum").ShouldBe(["-40"]);
        text.Lines("own_total").ShouldBe(["-40"]);
    }

    [Test]
    public void A_histogram_has_its_own_bounds_those_of_the_options_or_a_ladder()
    {
        using Scene scene = new(new PrometheusOptions { OwnAccount = false, Bounds = [5, 50, 5_000_000] });
        HistogramOptions range = new() { HighestValue = 1000, SignificantDigits = 3, Bounds = [10, 100] };
        MetricsRecorder recorder = scene.Record(
            "r",
            new Histogram<Point>("own", static (in Point p) => p.Value, options: range),
            new Histogram<Point>("given", static (in Point p) => p.Value, unit: "ns", options: new HistogramOptions
            {
                HighestValue = 1000,
                SignificantDigits = 3,
            }));
        scene.Send(recorder, Enumerable.Range(1, 1000).Select(static i => new Point(i)));
        scene.Send(recorder, new Point(5000));

        Exposition open = scene.Scrape();
        open.Families["own"].Type.ShouldBe("histogram");
        open.Lines("own_bucket").ShouldBe(["le=10.0 10", "le=100.0 100", "le=+Inf 1000"]);
        open.Lines("own_sum").ShouldBe(["500500"]);
        open.Lines("own_count").ShouldBe(["1000"]);
        open.Lines("own_out_of_range_total").ShouldBe(["1"]);
        open.Lines("own_min").ShouldBe(["1"]);
        open.Lines("own_max").ShouldBe(["1000"]);
        open.Lines("own_mean").ShouldBe(["500.5"]);
        open.Text.ShouldNotContain("p99");
        open.Lines("given_seconds_bucket").ShouldBe(["le=5e-09 5", "le=5e-08 50", "le=+Inf 1000"]);
        open.Lines("given_seconds_sum").ShouldBe(["500500e-9"]);

        Scene.Scrape(new MetricsExposition([scene.Runtime], new PrometheusOptions { OwnAccount = false, BaseUnits = false }))
            .Lines("given_nanoseconds_bucket")
            .ShouldBe(
            [
                "le=1.0 1", "le=2.0 2", "le=5.0 5", "le=10.0 10", "le=20.0 20", "le=50.0 50", "le=100.0 100", "le=200.0 200",
                "le=500.0 500", "le=1000.0 1000", "le=+Inf 1000",
            ]);
    }

    [Test]
    public void Bucket_counts_are_those_of_the_metrics_own_bounds_whatever_the_precision()
    {
        TestContext.Out.WriteLine("seed 7");
        Random random = new(7);
        using Scene scene = new();
        long[] bounds = [.. Enumerable.Range(1, 300).Select(static i => i * 333L)]; // more than are counted at once
        Histogram<Point> histogram = new("h", static (in Point p) => p.Value, options: new HistogramOptions
        {
            HighestValue = 100_000,
            SignificantDigits = 1,
            Bounds = bounds,
        });
        MetricsRecorder recorder = scene.Record("r", histogram);
        scene.Send(recorder, Enumerable.Range(0, 5000).Select(_ => new Point(random.Next(100_001))));

        MetricSnapshot account = histogram.Snapshot();
        Exposition open = scene.Scrape();
        foreach (long bound in bounds)
            open.Value("h_bucket", ("le", NumberText.Of(bound, 0))).ShouldBe(account[$"le_{bound}"].ToInt64(), $"at {bound}");
    }

    [Test]
    public void A_histogram_is_a_summary_of_its_percentiles_by_option()
    {
        using Scene scene = new(new PrometheusOptions { OwnAccount = false, Histograms = HistogramFormat.Quantiles });
        HistogramOptions range = new() { HighestValue = 1000, SignificantDigits = 3, Percentiles = [0, 50, 99.9, 100], Bounds = [10] };
        MetricsRecorder recorder = scene.Record("r", new Histogram<Point>("d", static (in Point p) => p.Value, unit: "ms", options: range));
        scene.Scrape().Lines("d_seconds_count").ShouldBe(["0"]);
        scene.Scrape().Lines("d_seconds").ShouldBeEmpty();
        scene.Send(recorder, Enumerable.Range(1, 1000).Select(static i => new Point(i)));

        Exposition open = scene.Scrape();
        open.Families["d_seconds"].Type.ShouldBe("summary");
        open.Lines("d_seconds").ShouldBe(["quantile=0.0 1e-3", "quantile=0.5 500e-3", "quantile=0.999 999e-3", "quantile=1.0 1000e-3"]);
        open.Lines("d_seconds_sum").ShouldBe(["500500e-3"]);
        open.Lines("d_seconds_count").ShouldBe(["1000"]);
        open.Text.ShouldNotContain("bucket");
        open.Text.ShouldNotContain("le_10");
    }

    [Test]
    public void Keys_and_parts_are_a_label()
    {
        using Scene scene = new();
        HistogramOptions range = new() { HighestValue = 1000, Bounds = [10] };
        MetricsRecorder recorder = scene.Record(
            "r",
            new CounterBy<Point>("saves", static (in Point p) => p.Key, KeyNames.Of<Outcome>()),
            new HistogramBy<Point>(
                "d", static (in Point p) => p.Key, KeyNames.Of<Outcome>(), static (in Point p) => p.Value, options: range),
            new ResponseTime<Point>(
                "order", static (in Point _) => 0, static (in Point p) => p.Value, options: new HistogramOptions { Bounds = [3_000_000] }));
        scene.Send(recorder, new Point(5, Key: 1), new Point(50, Key: 1), new Point(7, Key: 9));

        Exposition open = scene.Scrape();
        open.Lines("saves_total").ShouldBe(["key=Bad 2", "key=others 1"]);
        open.Lines("saves_unnamed_total").ShouldBe(["1"]);
        open.Lines("d_bucket").ShouldBe(["key=Bad,le=10.0 1", "key=Bad,le=+Inf 2", "key=others,le=10.0 1", "key=others,le=+Inf 1"]);
        open.Lines("d_count").ShouldBe(["key=Bad 2", "key=others 1"]);
        open.Lines("d_unnamed_total").ShouldBe(["1"]);
        open.Lines("order_seconds_count").ShouldBe(["key=service 3", "key=response 3"]);
        open.Lines("order_seconds_bucket").ShouldContain("key=service,le=0.003 3");
        open.Families["order_seconds"].Type.ShouldBe("histogram");
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

    private sealed class TwoMains(string name) : Metric<long>(name, MetricKind.Gauge), IMetricEventHandler<Point>
    {
        public bool HandleEvent(in Point metricEvent) => false;

        protected override void WriteDimensions(in long state, ref DimensionWriter writer)
        {
            writer.Add("total", 1);
            writer.Add("value", 2);
        }
    }

    private sealed class Custom(string name) : Metric<(long Value, double Fraction)>(name), IMetricEventHandler<Point>
    {
        public bool HandleEvent(in Point metricEvent)
        {
            State = (metricEvent.Value, metricEvent.Fraction);
            return true;
        }

        protected override void WriteDimensions(in (long Value, double Fraction) state, ref DimensionWriter writer)
        {
            writer.Add("total", state.Value);
            writer.Add("success_total", 1);
            writer.Add("nothing", double.NaN);
            writer.Add("most", double.PositiveInfinity);
            writer.Add("least", double.NegativeInfinity);
            writer.Add("tiny", double.Epsilon);
            writer.For("a b,c").Add("part", state.Fraction);
        }
    }
}
