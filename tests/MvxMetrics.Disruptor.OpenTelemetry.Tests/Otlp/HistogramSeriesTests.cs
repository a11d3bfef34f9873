using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Buckets, sums and extremes of what waits, and of what is added to it.</summary>
internal sealed class HistogramSeriesTests : MeterFixture
{
    private static readonly MetricDescriptor s_metric = new("m", MetricKind.Histogram);

    [Test]
    public void Values_lie_in_the_bucket_at_or_below_whose_bound_they_are()
    {
        HistogramSeries series = Series([0, 10, 100], true, 0, 1, 10, 11, 100, 101, 5000);
        series.Counts.ShouldBe([1, 2, 2, 2]);
        (series.Count, series.Sum, series.Min, series.Max).ShouldBe((7, 5223, 0L, 5000L));
    }

    [Test]
    public void More_bounds_than_fit_on_the_stack_and_none_at_all_count_the_same()
    {
        HistogramSeries many = Series([.. Enumerable.Range(0, 200).Select(static i => (long)i)], true, 0, 100, 199, 200);
        many.Counts.Length.ShouldBe(201);
        many.Counts.Select(static (count, i) => (count, i)).Where(static c => c.count > 0)
            .ShouldBe([(1L, 0), (1L, 100), (1L, 199), (1L, 200)]);
        Series([], true, 1, 2, 3).Counts.ShouldBe([3]);
    }

    [Test]
    public void What_came_later_is_added_and_nothing_changes_nothing()
    {
        HistogramSeries series = Series([10], true, 5, 50);
        series.Add(Series([10], true, 3, 7));
        series.Add(Series([10], false));
        series.Counts.ShouldBe([3, 1]);
        (series.Count, series.Sum, series.Min, series.Max).ShouldBe((4, 65, 3L, 50L));

        HistogramSeries empty = Series([10], false);
        (empty.Count, empty.Min, empty.Max).ShouldBe((0, null, null));
        empty.Add(Series([10], true, 60));
        (empty.Count, empty.Min, empty.Max).ShouldBe((1, 60L, 60L));
    }

    [Test]
    public void Extremes_that_nobody_knows_of_one_part_are_not_known_of_the_whole()
    {
        HistogramSeries known = Series([10], true, 5);
        known.Add(Series([10], false, 7));
        (known.Count, known.Min, known.Max).ShouldBe((2, null, null));
        known.Add(Series([10], true, 1));
        (known.Min, known.Max).ShouldBe((null, null));

        HistogramSeries unknown = Series([10], false, 7);
        unknown.Add(Series([10], true, 5));
        (unknown.Min, unknown.Max).ShouldBe((null, null));
    }

    [Test]
    public void A_sum_beyond_64_bits_stays_exact()
    {
        HistogramSeries series = Series([], true, 1L << 60);
        HistogramSeries once = Series([], true, 1L << 60);
        for (int i = 0; i < 15; i++) series.Add(once);
        series.Sum.ShouldBe(16 * once.Sum);
        series.Sum.ShouldBeGreaterThan(long.MaxValue);
    }

    private HistogramSeries Series(long[] bounds, bool hasExtremes, params ReadOnlySpan<long> amounts)
    {
        Histogram<Point> histogram = new(
            "h", static (in Point p) => p.Amount, options: new HistogramOptions { HighestValue = long.MaxValue, SignificantDigits = 3 });
        Recorder.Register(histogram); // takes the place of the last one
        Send([.. amounts.ToArray().Select(static a => new Point(Amount: a))]);
        HistogramReading reading = new();
        histogram.Read(reading);
        HistogramSeries series = new(s_metric, null, bounds);
        series.Add(reading, hasExtremes);
        return series;
    }
}
