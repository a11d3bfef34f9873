using MvxMetrics.Disruptor.Metrics;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Which distributions are found, with which bounds and extremes.</summary>
internal sealed class HistogramSeriesReaderTests : OtlpFixture
{
    [Test]
    public void Windows_are_not_histograms()
    {
        Recorder.Register(new WindowedHistogram<Point>("window", TimeSpan.FromHours(1), static (in Point p) => p.Amount));
        Record(Recorder, 5);
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Taken.ShouldBeEmpty();
    }

    [Test]
    public void Without_bounds_of_its_own_a_metric_gets_those_of_the_options_or_decades()
    {
        Recorder.Register(new Histogram<Point>("own", static (in Point p) => p.Amount, options: TenAndHundred));
        Recorder.Register(new Histogram<Point>(
            "none", static (in Point p) => p.Amount, options: new HistogramOptions { HighestValue = 300 }));
        Record(Recorder, 5, 250);
        using (MeterProvider decades = Provider(MetricReaderTemporalityPreference.Cumulative)) decades.ForceFlush().ShouldBeTrue();
        using (MeterProvider chosen = Provider(MetricReaderTemporalityPreference.Cumulative, static o => o.Bounds = [200]))
            chosen.ForceFlush().ShouldBeTrue();

        Receiver.Histograms("none")[0].Point.Bounds.ShouldBe([1, 2, 5, 10, 20, 50, 100, 200]);
        ShouldBe(Receiver.Histograms("none")[0].Point, 2, 255, [0, 0, 1, 0, 0, 0, 0, 0, 1], 5, 250);
        Receiver.Histograms("none").Select(static p => p.Point.Bounds.Count).Distinct().ShouldBe([8, 1]);
        Receiver.Histograms("own").ShouldAllBe(static p => p.Point.Bounds.Count == 2);
    }

    [Test]
    public void Extremes_that_nobody_knows_are_left_out()
    {
        Recorder.Register(Size());
        Record(Recorder, 5);
        Recorder.ResetExtremes();
        Runtime.Flush(Patience).ShouldBeTrue();
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        ShouldBe(Receiver.Histograms("size")[0].Point, 1, 5, [1, 0, 0], null, null);
    }

    [Test]
    public void What_one_metric_tells_of_its_bounds_and_extremes_says_nothing_of_the_next_one()
    {
        HistogramReading five = new();
        Histogram<Point> histogram = Size();
        Recorder.Register(histogram);
        Record(Recorder, 5);
        histogram.Read(five);
        List<HistogramSeries> found = [];
        HistogramSeriesReader reader = new(found, [7]);

        reader.OnMetric(new MetricDescriptor("first", MetricKind.Histogram));
        reader.OnDimension("a", "min", 5);
        reader.OnDimension("a", "le_1", 0);
        reader.OnDimension("a", "le_20", 1);
        reader.OnDimension("b", "le_1", 0);
        reader.OnDimension("b", "le_20", 1);
        reader.OnHistogram("a", five);
        reader.OnHistogram("b", five);
        reader.OnMetric(new MetricDescriptor("second", MetricKind.Histogram));
        reader.OnHistogram("a", five);
        reader.OnMetric(new MetricDescriptor("third", MetricKind.Custom));
        reader.OnDimension(null, "le_1", 0);
        reader.OnHistogram(null, five);

        found.Select(static s => (s.Metric.Name, s.Key, s.Min)).ShouldBe(
            [("first", "a", 5L), ("first", "b", null), ("second", "a", null), ("third", null, null)]);
        found.Select(static s => string.Join(' ', s.Bounds)).ShouldBe(["1 20", "1 20", "7", "7"]);
        found.ShouldAllBe(static s => s.Count == 1);
    }
}
