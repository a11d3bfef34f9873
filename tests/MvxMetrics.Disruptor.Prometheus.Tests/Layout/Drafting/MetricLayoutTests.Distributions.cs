using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <content>Histograms, keys, and sums that a format forbids.</content>
internal sealed partial class MetricLayoutTests
{
    private enum Outcome
    {
        Good,
        Bad,
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
