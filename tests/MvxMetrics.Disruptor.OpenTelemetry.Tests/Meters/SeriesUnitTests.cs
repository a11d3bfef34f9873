using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Units of dimensions: that of the metric, or events.</summary>
internal sealed class SeriesUnitTests : MeterFixture
{
    [TestCase("bytes", "By")]
    [TestCase("bytes.ignored", "{event}")]
    [TestCase("duration.mean", "ms")]
    [TestCase("duration.count", "{event}")]
    [TestCase("size.p99", "By")]
    [TestCase("size.le_10", "{event}")]
    [TestCase("size.out_of_range", "{event}")]
    [TestCase("rate.count", "{event}")]
    [TestCase("rate.sum", "By")]
    [TestCase("rate.rate_10s", "{event}/s")]
    [TestCase("rate.sum_rate_10s", "By/s")]
    [TestCase("own", "By")]
    [TestCase("plain", null)]
    [TestCase("mvx.events.accepted", "{event}")]
    [TestCase("mvx.runtime.memory", "By")]
    public void Units_are_those_of_the_dimension(string instrument, string? unit)
    {
        Recorder.Register(new Counter<Point>("bytes", static (in Point p) => p.Amount, unit: "By"));
        Recorder.Register(new Counter<Point>("plain"));
        Recorder.Register(new Summary<Point>("duration", static (in Point p) => p.Value, unit: "ms"));
        Recorder.Register(new Histogram<Point>(
            "size", static (in Point p) => Math.Abs(p.Amount), unit: "By", options: new HistogramOptions { Bounds = [10] }));
        Recorder.Register(new Rate<Point>("rate", static (in Point p) => p.Amount, unit: "By"));
        Recorder.Register(new PairMetric("own"));
        Send(new Point(Amount: 1), new Point(Amount: -1));
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect().All(instrument)[0].Instrument.Unit.ShouldBe(unit);
    }

    [TestCase(MetricKind.Custom, "ignored", "By")]
    [TestCase(MetricKind.Custom, "count", "By")]
    [TestCase(MetricKind.Counter, "ignored", "{event}")]
    [TestCase(MetricKind.Counter, "count", "By")]
    [TestCase(MetricKind.TopK, "count", "By")]
    [TestCase(MetricKind.TopK, "unnamed", "{event}")]
    [TestCase(MetricKind.Gauge, "count", "{event}")]
    [TestCase(MetricKind.Summary, "sum", "By")]
    [TestCase(MetricKind.Histogram, "le_5", "{event}")]
    [TestCase(MetricKind.Rate, "rate_1m", "{event}/s")]
    [TestCase(MetricKind.Summary, "rate_1m", "By")]
    [TestCase(MetricKind.Rate, "sum_rate_1m", "By/s")]
    public void A_dimension_counts_events_or_has_the_unit_of_its_metric(MetricKind kind, string dimension, string? expected) =>
        SeriesUnit.Of(new MetricDescriptor("m", kind, "By"), dimension).ShouldBe(expected);

    [Test]
    public void Without_a_unit_amounts_have_none_and_their_rates_are_numbers_a_second()
    {
        SeriesUnit.Of(new MetricDescriptor("m", MetricKind.Counter), "total").ShouldBeNull();
        SeriesUnit.Of(new MetricDescriptor("m", MetricKind.Rate), "sum").ShouldBeNull();
        SeriesUnit.Of(new MetricDescriptor("m", MetricKind.Rate), "sum_rate_1m").ShouldBe("1/s");
    }
}
