using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Names of families that come out alike, and that get into each other's way.</summary>
[TestFixture]
internal sealed class FamilyNamesTests
{
    [Test]
    public void Names_that_come_out_alike_get_numbers_in_a_fixed_order([Values] ExpositionFormat format, [Values] bool isReversed)
    {
        Metric[] metrics =
        [
            new Counter<Point>("a b"), new Counter<Point>("a-b"), new Counter<Point>("a.b"),
            new Gauge<Point>("a:b", static (in Point p) => p.Value),
            new Summary<Point>("x", static (in Point p) => p.Value), new Counter<Point>("x_count"),
            new Gauge<Point>("x.min", static (in Point p) => p.Value), new UpDownCounter<Point>("x_total", static (in Point p) => p.Value),
            new Counter<Point>("d", static (in Point p) => p.Value, unit: "ms"), new Counter<Point>("d.seconds"),
            new Counter<Point>("mvx.events.accepted"),
            // The summary comes second, and its count would be taken.
            new Counter<Point>("z z.count"), new Summary<Point>("z.z", static (in Point p) => p.Value),
        ];
        if (isReversed) Array.Reverse(metrics);
        using Scene scene = new(new PrometheusOptions());
        scene.Send(scene.Record("r", metrics), new Point(1));

        string[] names =
        [
            .. scene.Scrape(format).Samples
                .Where(static s => s["recorder"] is not null && !s.Name.EndsWith("_created", StringComparison.Ordinal))
                .Select(static s => s.Name),
        ];
        names.Where(static n => n.StartsWith("a_b", StringComparison.Ordinal))
            .ShouldBe(["a_b_total", "a_b_2_total", "a_b_3_total", "a_b_4", "a_b_max", "a_b_min"]);
        names.Where(static n => n.StartsWith("x_", StringComparison.Ordinal)).ShouldBe(
            [
                "x_min", "x_min_max", "x_min_min", "x_sum", "x_count", "x_max", "x_mean", "x_min_2", "x_stddev", "x_count_2_total",
                "x_total_value",
            ],
            ignoreOrder: true);
        names.ShouldContain("d_seconds_total");
        names.ShouldContain("d_seconds_2_total");
        names.ShouldContain("mvx_events_accepted_2_total");
        names.ShouldContain("z_z_count_total");
        names.ShouldContain("z_z_2_count");
    }

    [TestCase("tcp.received", "", FamilyType.Counter, "bytes", "tcp_received_bytes")]
    [TestCase("received_bytes", "", FamilyType.Counter, "bytes", "received_bytes")]
    [TestCase("save", "min", FamilyType.Gauge, "seconds", "save_min_seconds")]
    [TestCase("saves_total_total", "", FamilyType.Counter, "", "saves")]
    [TestCase("_total", "", FamilyType.Counter, "", "_total")]
    [TestCase("saves_total", "", FamilyType.Gauge, "", "saves_total_value")]
    [TestCase("build_info", "", FamilyType.Gauge, "", "build_info_value")]
    [TestCase("saves_count", "", FamilyType.Gauge, "seconds", "saves_count_seconds")]
    [TestCase("saves_count", "", FamilyType.Counter, "", "saves_count")]
    public void A_name_consists_of_metric_dimension_and_unit_and_does_not_end_like_a_part_of_another_type(
        string metric, string dimension, FamilyType type, string unit, string expected) =>
        new FamilyNames().Take(Id(metric, type, dimension), new UnitName(unit, 0)).ShouldBe(expected);

    [Test]
    public void Who_comes_second_gets_a_number_before_the_unit()
    {
        FamilyNames names = new();
        names.Take(Id("a b", FamilyType.Gauge), new UnitName("seconds", 0)).ShouldBe("a_b_seconds");
        names.Take(Id("a-b", FamilyType.Gauge), new UnitName("seconds", 0)).ShouldBe("a_b_2_seconds");
        names.Take(Id("a.b", FamilyType.Gauge), new UnitName("seconds", 0)).ShouldBe("a_b_3_seconds");
    }

    [TestCase(FamilyType.Counter, "x_created")]
    [TestCase(FamilyType.Histogram, "x_bucket")]
    [TestCase(FamilyType.Histogram, "x_count")]
    [TestCase(FamilyType.Summary, "x_sum")]
    [TestCase(FamilyType.Summary, "x_created")]
    public void A_family_takes_the_names_of_its_samples_too(FamilyType type, string sample)
    {
        FamilyNames names = new();
        names.Take(Id("x", type), UnitName.None).ShouldBe("x");
        names.Take(Id(sample, FamilyType.Counter), UnitName.None).ShouldBe($"{sample}_2");

        FamilyNames reversed = new();
        reversed.Take(Id(sample, FamilyType.Counter), UnitName.None).ShouldBe(sample);
        reversed.Take(Id("x", type), UnitName.None).ShouldBe("x_2");
    }

    [Test]
    public void A_reserved_name_is_taken()
    {
        FamilyNames names = new();
        names.Reserve("mvx_up", FamilyType.Counter);
        names.Take(Id("mvx.up", FamilyType.Gauge), UnitName.None).ShouldBe("mvx_up_2");
        names.Take(Id("mvx.up.created", FamilyType.Counter), UnitName.None).ShouldBe("mvx_up_created_2");
    }

    private static FamilyId Id(string metric, FamilyType type, string dimension = "") =>
        new(metric, MetricKind.Custom, null, dimension, type);
}
