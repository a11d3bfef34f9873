namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>What a dimension becomes, by the kind of its metric.</summary>
[TestFixture]
internal sealed class SeriesRoleTests
{
    private const FamilyType Gauge = FamilyType.Gauge;
    private const FamilyType Counter = FamilyType.Counter;
    private const FamilyType Summary = FamilyType.Summary;

    [TestCase(MetricKind.Counter, "total", Counter, "", "_total")]
    [TestCase(MetricKind.Counter, "ignored", Counter, "ignored", "_total")]
    [TestCase(MetricKind.UpDownCounter, "total", Gauge, "", "")]
    [TestCase(MetricKind.UpDownCounter, "unnamed", Counter, "unnamed", "_total")]
    [TestCase(MetricKind.Gauge, "value", Gauge, "", "")]
    [TestCase(MetricKind.Gauge, "count", Gauge, "count", "")]
    [TestCase(MetricKind.Summary, "count", Summary, "", "_count")]
    [TestCase(MetricKind.Summary, "sum", Summary, "", "_sum")]
    [TestCase(MetricKind.Summary, "mean", Gauge, "mean", "")]
    [TestCase(MetricKind.Rate, "count", Counter, "", "_total")]
    [TestCase(MetricKind.Rate, "sum", Counter, "sum", "_total")]
    [TestCase(MetricKind.Rate, "rate_10s", Gauge, "rate_10s", "")]
    [TestCase(MetricKind.TopK, "total", Counter, "", "_total")]
    [TestCase(MetricKind.TopK, "bound", Gauge, "bound", "")]
    [TestCase(MetricKind.Custom, "value", Gauge, "value", "")]
    [TestCase(MetricKind.Custom, "good_total", Counter, "good_total", "_total")]
    [TestCase(MetricKind.Histogram, "p50", Gauge, "p50", "")]
    public void Sums_that_only_grow_are_counters_and_the_main_series_has_no_word(
        MetricKind kind, string name, FamilyType type, string dimension, string suffix) =>
        Of(kind, name).ShouldBe(new SeriesRole(type, dimension, suffix));

    [Test]
    public void Ranks_are_items_and_their_keys_no_series()
    {
        Of(MetricKind.TopK, "count").ShouldBe(new SeriesRole(Gauge, "top", IsItem: true));
        Of(MetricKind.TopK, "error").ShouldBe(new SeriesRole(Gauge, "top_error", IsItem: true));
        Of(MetricKind.TopK, "key").ShouldBeNull();
        Of(MetricKind.Custom, "key").ShouldBe(new SeriesRole(Gauge, "key"));
    }

    [Test]
    public void Of_a_distribution_buckets_leave_out_the_percentiles_and_quantiles_the_bounds()
    {
        OfDistribution("count", HistogramFormat.Buckets).ShouldBe(new SeriesRole(FamilyType.Histogram, "", "_count"));
        OfDistribution("sum", HistogramFormat.Quantiles).ShouldBe(new SeriesRole(Summary, "", "_sum"));
        OfDistribution("p99.9", HistogramFormat.Quantiles).ShouldBe(new SeriesRole(Summary, "", "", "0.999"));
        OfDistribution("p99.9", HistogramFormat.Buckets).ShouldBeNull();
        OfDistribution("le_10", HistogramFormat.Quantiles).ShouldBeNull();
        OfDistribution("le_10", HistogramFormat.Buckets).ShouldBeNull();
        OfDistribution("max", HistogramFormat.Buckets).ShouldBe(new SeriesRole(Gauge, "max"));
        OfDistribution("out_of_range", HistogramFormat.Quantiles).ShouldBe(new SeriesRole(Counter, "out_of_range", "_total"));
    }

    [Test]
    public void The_count_of_all_keys_is_left_out_where_the_keys_have_distributions()
    {
        MetricDescriptor metric = new("m", MetricKind.Histogram);
        SeriesRole.Of(metric, "count", false, true, HistogramFormat.Buckets).ShouldBeNull();
        SeriesRole.Of(metric, "unnamed", false, true, HistogramFormat.Buckets)
            .ShouldBe(new SeriesRole(Counter, "unnamed", "_total"));
        SeriesRole.Of(metric, "count", false, false, HistogramFormat.Buckets).ShouldBe(new SeriesRole(Counter, "count", "_total"));
    }

    [TestCase(MetricKind.Counter, "", "seconds", -3)]
    [TestCase(MetricKind.Counter, "ignored", "", 0)]
    [TestCase(MetricKind.Counter, "unnamed", "", 0)]
    [TestCase(MetricKind.Summary, "mean", "seconds", -3)]
    [TestCase(MetricKind.Summary, "count", "", 0)]
    [TestCase(MetricKind.Histogram, "out_of_range", "", 0)]
    [TestCase(MetricKind.Histogram, "le_10", "", 0)]
    [TestCase(MetricKind.Rate, "", "", 0)]
    [TestCase(MetricKind.Rate, "rate_10s", "", 0)]
    [TestCase(MetricKind.Rate, "sum", "seconds", -3)]
    [TestCase(MetricKind.Rate, "sum_rate_10s", "seconds_per_second", -3)]
    [TestCase(MetricKind.Custom, "rate_10s", "seconds", -3)]
    public void Numbers_of_events_have_no_unit_and_rates_of_amounts_are_per_second(
        MetricKind kind, string dimension, string word, int exponent) =>
        SeriesRole.UnitOf(new FamilyId("m", kind, "ms", dimension, Gauge), baseUnits: true).ShouldBe(new UnitName(word, exponent));

    private static SeriesRole? Of(MetricKind kind, string name) =>
        SeriesRole.Of(new MetricDescriptor("m", kind), name, false, false, HistogramFormat.Buckets);

    private static SeriesRole? OfDistribution(string name, HistogramFormat format) =>
        SeriesRole.Of(new MetricDescriptor("m", MetricKind.Histogram), name, true, true, format);
}
