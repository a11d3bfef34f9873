using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a recorder tells as measurements: instruments, values, tags.</summary>
internal sealed class MeterSeriesReaderTests : MeterFixture
{
    private static readonly KeyNames s_keys = KeyNames.Of<Colour>();

    private static IEnumerable<Metric> AllMetrics() =>
    [
        new Counter<Point>("m", static (in Point p) => p.Amount, unit: "By"),
        new UpDownCounter<Point>("m", static (in Point p) => -p.Amount),
        new Gauge<Point>("m", static (in Point p) => p.Value),
        new Summary<Point>("m", static (in Point p) => p.Value, unit: "ms"),
        new Histogram<Point>("m", static (in Point p) => p.Amount, unit: "ns", options: new HistogramOptions { Bounds = [10, 100] }),
        new ResponseTime<Point>("m", static (in Point p) => 0, static (in Point p) => p.Amount, static (in Point p) => -p.Amount),
        new CounterBy<Point>("m", static (in Point p) => (int)p.Key, s_keys, static (in Point p) => p.Amount),
        new UpDownCounterBy<Point>("m", static (in Point p) => (int)p.Key, s_keys, static (in Point p) => -p.Amount),
        new GaugeBy<Point>("m", static (in Point p) => (int)p.Key, s_keys, static (in Point p) => p.Value),
        new SummaryBy<Point>("m", static (in Point p) => (int)p.Key, s_keys, static (in Point p) => p.Value),
        new HistogramBy<Point>("m", static (in Point p) => (int)p.Key, s_keys, static (in Point p) => p.Amount),
        new WindowedCounter<Point>("m", TimeSpan.FromHours(1), static (in Point p) => p.Amount),
        new WindowedGauge<Point>("m", TimeSpan.FromHours(1), static (in Point p) => p.Value),
        new WindowedSummary<Point>("m", TimeSpan.FromHours(1), static (in Point p) => p.Value),
        new WindowedHistogram<Point>("m", TimeSpan.FromHours(1), static (in Point p) => p.Amount),
        new PairMetric("m"),
    ];

    [TestCaseSource(nameof(AllMetrics))]
    public void Every_dimension_is_a_measurement_with_its_value_and_moves_as_the_metric_says(Metric metric)
    {
        Recorder.Register(metric);
        Send(
            new Point(Key: 0, Amount: 5, Value: 1.5), new Point(Key: 1, Amount: 50, Value: -2.25),
            new Point(Key: 7, Amount: 500, Value: 8));

        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        Measured[] measured =
            [.. watch.Collect().Measured.Where(static m => !m.Instrument.Name.StartsWith("mvx.", StringComparison.Ordinal))];

        // Told by names: what a person sees who asks the recorder.
        MetricSnapshot snapshot = Recorder.GetMetricSnapshots()["m"];
        measured.Length.ShouldBe(snapshot.Dimensions.Count);
        foreach ((string full, MetricValue value) in snapshot.Dimensions)
        {
            string[] known = ["red.", "blue.", "others.", "service.", "response.", "a.b."];
            string key = known.FirstOrDefault(k => full.StartsWith(k, StringComparison.Ordinal)) ?? string.Empty;
            string dimension = full[key.Length..];
            bool isMain = dimension == "total" || (dimension == "value" && metric.Kind == MetricKind.Gauge);
            string tags = key.Length == 0 ? "recorder=r" : $"recorder=r key={key[..^1]}";
            Measured one = measured.Where(m => m.Instrument.Name == (isMain ? "m" : $"m.{dimension}") && m.Tags == tags)
                .ShouldHaveSingleItem($"{full} as {tags}");
            one.Value.ShouldBe(value.ToDouble(), full);
            one.Instrument.GetType().GetGenericTypeDefinition().ShouldBe(TypeFor(snapshot.Descriptor.SeriesKindOf(dimension)), full);
            one.Instrument.GetType().GenericTypeArguments[0].ShouldBe(value.IsInteger ? typeof(long) : typeof(double), full);
        }
    }

    [Test]
    public void Values_are_those_that_were_sent()
    {
        Recorder.Register(new Counter<Point>("bytes", static (in Point p) => p.Amount, unit: "By", description: "Bytes."));
        Recorder.Register(new CounterBy<Point>("kinds", static (in Point p) => (int)p.Key, s_keys));
        Recorder.Register(new Gauge<Point>("level", static (in Point p) => p.Value));
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: new HistogramOptions { Bounds = [10] }));
        Send(new Point(Key: 0, Amount: 5, Value: 1.5), new Point(Key: 1, Amount: 50, Value: -2.25), new Point(Key: 0, Amount: 7, Value: 8));

        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect();
        watch.Value("bytes", "recorder=r").ShouldBe(62);
        watch.Value("kinds", "key=red").ShouldBe(2);
        watch.Value("kinds", "key=blue").ShouldBe(1);
        watch.Value("level").ShouldBe(8);
        watch.Value("level.min").ShouldBe(-2.25);
        watch.Value("size.count").ShouldBe(3);
        watch.Value("size.le_10").ShouldBe(2);
        watch.Value("size.p50").ShouldBe(7);
        watch.All("bytes")[0].Instrument.Description.ShouldBe("Bytes.");

        Send(new Point(Amount: 100));
        watch.Collect().Value("bytes").ShouldBe(162);
        watch.Value("mvx.events.processed").ShouldBe(4);
    }

    [Test]
    public void The_most_frequent_keys_are_tags_whatever_their_rank()
    {
        Recorder.Register(new TopK<Point>("clients", static (in Point p) => p.Key, capacity: 10, shown: 2, unit: "{order}"));
        Send(new Point(Key: 7), new Point(Key: 7), new Point(Key: -3));
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect();
        watch.Value("clients").ShouldBe(3);
        watch.Value("clients.bound").ShouldBe(0);
        watch.All("clients.count").Select(static m => (m.Tags, m.Value)).ShouldBe([("recorder=r item=7", 2), ("recorder=r item=-3", 1)]);
        watch.All("clients.error").Length.ShouldBe(2);
        watch.All("clients.key").ShouldBeEmpty();

        Send(new Point(Key: -3), new Point(Key: -3), new Point(Key: -3));
        watch.Collect();
        watch.All("clients.count").Select(static m => (m.Tags, m.Value)).ShouldBe([("recorder=r item=-3", 4), ("recorder=r item=7", 2)]);
        watch.All("clients.count")[0].Instrument.ShouldBeOfType<System.Diagnostics.Metrics.ObservableGauge<long>>();
    }

    [Test]
    public void Recorders_of_one_entity_are_told_apart_by_their_ids()
    {
        foreach (string id in (string[])["a", "b"])
            Runtime.CreateRecorder(id, new RecorderOptions { EntityId = "disk" }).Register(new Counter<Point>("c"));
        using MetricsMeter meter = new(Runtime, Options);
        using MeterWatch watch = new(meter.Name);
        watch.Collect().All("c").Select(static m => m.Tags)
            .ShouldBe(["recorder=disk recorder.id=a", "recorder=disk recorder.id=b"], ignoreOrder: true);
    }

    private enum Colour
    {
        red,
        blue,
    }

    private static Type TypeFor(SeriesKind kind) => kind switch
    {
        SeriesKind.Counter => typeof(System.Diagnostics.Metrics.ObservableCounter<>),
        SeriesKind.UpDownCounter => typeof(System.Diagnostics.Metrics.ObservableUpDownCounter<>),
        _ => typeof(System.Diagnostics.Metrics.ObservableGauge<>),
    };
}
