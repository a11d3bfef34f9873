using System.Globalization;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Names, units, labels and numbers, with everything awkward.</summary>
[TestFixture]
internal sealed class NamingTests
{
    public static readonly string[] Awkward =
    [
        "quote \" and \\ and \\n and \n and \r\n", "tab\tbell\a\u0001\u007f", "größe µ 漢字 \ud83d\ude00",
        "{a=\"b\"} 1", "# HELP", " \u00a0x ", "\\", "\"", "\n", "a,b=c", "\u2028\ufeff",
    ];

    [TestCase("ns", "seconds", -9)]
    [TestCase("us", "seconds", -6)]
    [TestCase("ms", "seconds", -3)]
    [TestCase("s", "seconds", 0)]
    [TestCase("By", "bytes", 0)]
    [TestCase("kBy", "bytes", 3)]
    [TestCase("%", "ratio", -2)]
    [TestCase("1", "", 0)]
    [TestCase("{request}", "", 0)]
    [TestCase("{request}/s", "per_second", 0)]
    [TestCase("By/s", "bytes_per_second", 0)]
    [TestCase("ms/{call}", "seconds", -3)]
    [TestCase("m/s", "meters_per_second", 0)]
    [TestCase("widgets per day!", "widgets_per_day", 0)]
    [TestCase("{open", "", 0)]
    [TestCase("µ", "", 0)]
    [TestCase(null, "", 0)]
    public void Units_become_words(string? unit, string word, int exponent) =>
        UnitName.Of(unit, baseUnits: true).ShouldBe(new UnitName(word, exponent));

    [TestCase("ns", "nanoseconds")]
    [TestCase("kBy/ms", "kilobytes_per_millisecond")]
    [TestCase("%", "percent")]
    public void Without_base_units_nothing_is_scaled(string unit, string word) =>
        UnitName.Of(unit, baseUnits: false).ShouldBe(new UnitName(word, 0));

    [TestCase(0, 0, "0.0")]
    [TestCase(5, 0, "5.0")]
    [TestCase(100_000, 0, "100000.0")]
    [TestCase(1_000_000, 0, "1e+06")]
    [TestCase(1_234_567, 0, "1.234567e+06")]
    [TestCase(5, -1, "0.5")]
    [TestCase(50, -2, "0.5")]
    [TestCase(999, -3, "0.999")]
    [TestCase(1, -4, "0.0001")]
    [TestCase(1, -5, "1e-05")]
    [TestCase(25, -6, "2.5e-05")]
    [TestCase(123_456, -3, "123.456")]
    [TestCase(3_600_000_000_000, -9, "3600.0")]
    [TestCase(long.MaxValue, 0, "9.223372036854775807e+18")]
    [TestCase(5, 9, "5e+09")]
    public void Numbers_in_labels_are_written_as_Go_writes_them(long digits, int exponent, string expected)
    {
        NumberText.Of(digits, exponent).ShouldBe(expected);
        double.Parse(expected, CultureInfo.InvariantCulture).ShouldBe(double.Parse($"{digits}e{exponent}", CultureInfo.InvariantCulture));
    }

    [TestCase("p50", "0.5")]
    [TestCase("p99.9", "0.999")]
    [TestCase("p0", "0.0")]
    [TestCase("p100", "1.0")]
    [TestCase("p99.99999", "0.9999999")]
    [TestCase("p1E-05", "1e-07")]
    [TestCase("p101", null)]
    [TestCase("pending", null)]
    [TestCase("max", null)]
    public void Percentiles_become_quantiles(string dimension, string? quantile) => NumberText.Quantile(dimension).ShouldBe(quantile);

    [Test]
    public void Labels_keep_every_awkward_value_and_names_are_sanitized(
        [Values] ExpositionFormat format, [ValueSource(nameof(Awkward))] string text)
    {
        using Scene scene = new(new PrometheusOptions());
        MetricsRecorder recorder = scene.Runtime.CreateRecorder($"x{text}x", new RecorderOptions { EntityId = $"e{text}e" });
        recorder.Register(new CounterBy<Point>(
            $"m{text}", static (in Point p) => p.Key, new KeyNames($"k{text}k"), unit: text, description: text));
        scene.Send(recorder, new Point(1));

        Exposition read = scene.Scrape(format);
        ParsedSample sample = read.Samples.Single(static s => s["key"] is not null && s.Name.EndsWith("_total", StringComparison.Ordinal));
        sample["recorder"].ShouldBe($"e{text}e");
        sample["recorder_id"].ShouldBe($"x{text}x");
        sample["key"].ShouldBe($"k{text}k");
        read.Families.Values.Single(f => f.Samples.Contains(sample)).Help.ShouldBe($"{text.TrimEnd('.', ' ')}.");
    }

    [Test]
    public void Recorders_of_one_entity_are_series_of_their_own([Values] ExpositionFormat format)
    {
        using Scene scene = new(new PrometheusOptions());
        foreach ((string id, long value) in ((string, long)[])[("left", 3), ("right", 4)])
        {
            MetricsRecorder recorder = scene.Runtime.CreateRecorder(id, new RecorderOptions { EntityId = "left" });
            recorder.Register(new Counter<Point>("c", static (in Point p) => p.Value));
            scene.Send(recorder, new Point(value));
        }

        scene.Scrape(format).Samples.Where(static s => s.Name == "c_total").Select(static s => (s["recorder"], s["recorder_id"], s.Value))
            .ShouldBe([("left", null, 3), ("left", "right", 4)], ignoreOrder: true);
    }

    [Test]
    public void What_cannot_be_written_is_shown_by_its_number_and_stays_apart([Values] ExpositionFormat format)
    {
        using Scene scene = new(new PrometheusOptions { OwnAccount = false });
        foreach (string id in (string[])["a\0b", @"a\u0000b", "a\ud800b", "a\udc00", "a\ud83d\ude00b"])
            scene.Record(id, new Counter<Point>("c"), new Histogram<Point>("h", static (in Point p) => p.Value));

        Exposition read = scene.Scrape(format);
        read.Samples.Where(static s => s.Name == "c_total").Select(static s => (s["recorder"], s["duplicate"])).ShouldBe(
            [(@"a\u0000b", null), (@"a\u0000b", "2"), (@"a\ud800b", null), ("a\ud83d\ude00b", null), (@"a\udc00", null)],
            ignoreOrder: true);
    }

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

    [Test]
    public void The_same_metric_of_several_recorders_is_one_family_and_one_of_another_kind_or_unit_another()
    {
        using Scene scene = new();
        scene.Send(scene.Record("1", new Counter<Point>("m")), new Point(1));
        scene.Send(
            scene.Record("2", new Counter<Point>("m"), new Gauge<Point>("g", static (in Point p) => p.Value, unit: "s")), new Point(2));
        scene.Send(
            scene.Record(
                "3", new Gauge<Point>("m", static (in Point p) => p.Value),
                new Gauge<Point>("g", static (in Point p) => p.Value, unit: "ms")),
            new Point(3));

        Exposition open = scene.Scrape();
        open.Families["m"].Samples.Where(static s => s.Name == "m_total").Select(static s => s["recorder"]).ShouldBe(["1", "2"]);
        open.Families["m_2"].Samples.ShouldHaveSingleItem()["recorder"].ShouldBe("3");
        open.Families["g_seconds"].Samples.ShouldHaveSingleItem()["recorder"].ShouldBe("3"); // "ms" before "s"
        open.Families["g_2_seconds"].Samples.ShouldHaveSingleItem()["recorder"].ShouldBe("2");
    }
}
