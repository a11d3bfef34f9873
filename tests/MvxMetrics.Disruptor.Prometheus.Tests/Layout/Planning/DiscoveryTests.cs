using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>What a recorder tells, once each, and what it told before.</summary>
[TestFixture]
internal sealed class DiscoveryTests
{
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
    public void What_is_not_told_now_keeps_its_place_behind_the_rest_of_its_metric()
    {
        using Scene scene = new();
        Gauge<Point> gauge = new("g", static (in Point p) => p.Value);
        Counter<Point> counter = new("c");
        MetricsRecorder recorder = scene.Record("r", gauge, counter);
        RecorderPlan before = new(recorder, 0, 3,
        [
            new PlanEntry(new SeriesKey(counter.Descriptor, null, "old"), 0, null),
            new PlanEntry(new SeriesKey(gauge.Descriptor, null, "old"), 1, [5, 70]),
            new PlanEntry(new SeriesKey(new MetricDescriptor("gone", MetricKind.Custom), null, "old"), 2, null),
        ]);
        Names(recorder, null).ShouldBe(["c/total/0"]);
        Names(recorder, before).ShouldBe(["c/total/0", "c/old/0", "g/old/70"]);

        scene.Send(recorder, new Point(3));
        Names(recorder, before).ShouldBe(["g/value/0", "g/min/0", "g/max/0", "g/old/70", "c/total/0", "c/old/0"], ignoreOrder: true);
    }

    [Test]
    public void A_distribution_is_told_with_its_highest_value()
    {
        using Scene scene = new();
        MetricsRecorder recorder = scene.Record(
            "r", new Histogram<Point>("h", static (in Point p) => p.Value, options: new HistogramOptions { HighestValue = 5000 }));
        Names(recorder, null).ShouldContain("h//5000");
    }

    private static string[] Names(MetricsRecorder recorder, RecorderPlan? before) =>
        [.. Discovery.Of(recorder, before).Select(static t => $"{t.Series.Metric.Name}/{t.Series.Name}/{t.Highest}")];

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
}
