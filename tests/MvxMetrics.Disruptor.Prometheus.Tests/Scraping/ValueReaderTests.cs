using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>What a recorder tells finds its slots, or is told to be new.</summary>
[TestFixture]
internal sealed class ValueReaderTests
{
    private static readonly MetricDescriptor s_metric = new("m", MetricKind.Histogram);

    [Test]
    public void Values_lie_in_the_slots_of_the_plan_and_integers_stay_integers()
    {
        using Scene scene = new();
        SampleValue[] values = new SampleValue[4];
        ValueReader reader = new(Plan(scene, []), values);
        reader.OnMetric(s_metric);
        reader.OnDimension("k", "a", 7);
        reader.OnDimension(null, "a", 0.5);
        reader.HasUnknown.ShouldBeFalse();
        (values[3].IsInteger, values[3].Integer).ShouldBe((true, 7));
        (values[0].IsInteger, values[0].Double).ShouldBe((false, 0.5));
        values[1..3].ShouldAllBe(static v => !v.IsPresent);
    }

    [Test]
    public void What_the_plan_does_not_know_is_told_and_written_nowhere()
    {
        using Scene scene = new();
        SampleValue[] values = new SampleValue[4];
        RecorderPlan plan = Plan(scene, []);
        ValueReader unknownName = new(plan, values);
        unknownName.OnMetric(s_metric);
        unknownName.OnDimension(null, "new", 7);
        unknownName.HasUnknown.ShouldBeTrue();

        ValueReader unknownKey = new(plan, values);
        unknownKey.OnMetric(s_metric);
        unknownKey.OnHistogram("other", new HistogramReading());
        unknownKey.HasUnknown.ShouldBeTrue();

        ValueReader unknownMetric = new(plan, values);
        unknownMetric.OnMetric(s_metric with { });
        unknownMetric.OnDimension(null, "a", 7);
        unknownMetric.HasUnknown.ShouldBeTrue();
        values.ShouldAllBe(static v => !v.IsPresent);
    }

    [TestCase(1)]
    [TestCase(128)]
    [TestCase(129)]
    [TestCase(256)]
    public void Every_bound_of_a_distribution_has_its_count(int count)
    {
        using Scene scene = new();
        HistogramReading reading = new();
        Histogram<Point> histogram = new("h", static (in Point p) => p.Value);
        scene.Send(scene.Record("r", histogram), Enumerable.Range(0, count).Select(static i => new Point(i)));
        histogram.Read(reading);
        SampleValue[] values = new SampleValue[count + 2];
        ValueReader reader = new(Plan(scene, [.. Enumerable.Range(0, count).Select(static i => (long)i)]), values);
        reader.OnMetric(s_metric);
        reader.OnHistogram(null, reading);
        reader.HasUnknown.ShouldBeFalse();
        values[1..^1].Select(static v => v.Integer).ShouldBe(Enumerable.Range(0, count).Select(static i => i + 1L));
        (values[0].IsPresent, values[^1].IsPresent).ShouldBe((false, false));
    }

    private static RecorderPlan Plan(Scene scene, long[] bounds) => new(
        scene.Record("plan"), 0, 4,
        [
            new PlanEntry(new SeriesKey(s_metric, null, "a"), 0, null), new PlanEntry(new SeriesKey(s_metric, null, ""), 1, bounds),
            new PlanEntry(new SeriesKey(s_metric, "k", "a"), 3, null),
        ]);
}
