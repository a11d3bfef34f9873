using MvxMetrics.Disruptor.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What the SDK makes of the instruments.</summary>
internal sealed class SdkTests : MeterFixture
{
    private readonly List<(string Name, double Value, string Tags)> _points = [];

    [Test]
    public void Every_kind_of_series_arrives_with_its_value()
    {
        Recorder.Register(new Counter<Point>("counter", static (in Point p) => p.Amount, unit: "By"));
        Recorder.Register(new UpDownCounter<Point>("updown", static (in Point p) => -p.Amount));
        Recorder.Register(new Gauge<Point>("gauge", static (in Point p) => p.Value));
        Recorder.Register(new Summary<Point>("summary", static (in Point p) => p.Value));
        Recorder.Register(new TopK<Point>("top", static (in Point p) => p.Key));
        Recorder.Register(new PairMetric("own"));
        Send(new Point(Key: 9, Amount: 3, Value: 1.5), new Point(Key: 9, Amount: 4, Value: 2.5));
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        Value("counter").ShouldBe(7);
        Value("updown").ShouldBe(-7);
        Value("gauge").ShouldBe(2.5);
        Value("summary.sum").ShouldBe(4);
        Value("summary.count").ShouldBe(2);
        Value("top.count", "item=9").ShouldBe(2);
        Value("own").ShouldBe(7);
        Value("own.value").ShouldBe(2.5);
        Value("own", "key=a.b").ShouldBe(7);
        Value("mvx.runtime.status", "status=Running").ShouldBe(1);
    }

    [TestCase(MetricReaderTemporalityPreference.Cumulative)]
    [TestCase(MetricReaderTemporalityPreference.Delta)]
    public void A_removed_recorder_has_no_more_points(MetricReaderTemporalityPreference temporality)
    {
        Recorder.Register(new Counter<Point>("c"));
        Recorder.Register(new Gauge<Point>("g", static (in Point p) => p.Value));
        MetricsRecorder stays = Runtime.CreateRecorder("stays");
        stays.Register(new Counter<Point>("c"));
        Send(new Point());
        Send(stays, new Point());
        using MeterProvider provider = Provider(temporality);
        provider.ForceFlush().ShouldBeTrue();
        Value("c", "recorder=r").ShouldBe(1);
        Value("g", "recorder=r").ShouldBe(0);

        Runtime.StopAndRemoveRecorder("r");
        Send(stays, new Point());
        for (int i = 0; i < 3; i++)
        {
            provider.ForceFlush().ShouldBeTrue();
            _points.ShouldNotContain(static p => p.Tags == "recorder=r");
        }
    }

    [Test]
    public void Deltas_add_up_to_the_total()
    {
        Recorder.Register(new Counter<Point>("c", static (in Point p) => p.Amount));
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Delta);
        double sum = 0;
        for (int i = 1; i <= 5; i++)
        {
            Send(new Point(Amount: i));
            provider.ForceFlush().ShouldBeTrue();
            Value("c").ShouldBe(i);
            sum += Value("c");
        }

        sum.ShouldBe(Recorder.GetMetricSnapshots()["c"]["total"].ToDouble());
    }

    [TestCase(0, -3)]
    [TestCase(2, 2)]
    public void The_SDK_takes_a_successor_for_the_same_series_unless_it_collects_in_between(int collections, double expected)
    {
        Recorder.Register(new Counter<Point>("c", static (in Point p) => p.Amount));
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Delta);
        Send(new Point(Amount: 5));
        provider.ForceFlush().ShouldBeTrue();
        Runtime.StopAndRemoveRecorder("r");
        for (int i = 0; i < collections; i++) provider.ForceFlush().ShouldBeTrue();
        MetricsRecorder successor = Runtime.CreateRecorder("r");
        successor.Register(new Counter<Point>("c", static (in Point p) => p.Amount));
        Send(successor, new Point(Amount: 2));
        provider.ForceFlush().ShouldBeTrue();
        Value("c").ShouldBe(expected, "what the guide says of the SDK; a meter cannot tell when a series began");
    }

    [Test]
    public void The_last_values_arrive_when_the_provider_is_disposed()
    {
        Recorder.Register(new Counter<Point>("c"));
        MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        Send(new Point(), new Point());
        provider.Dispose();
        Value("c").ShouldBe(2);

        // And the meter is gone with the provider.
        using MeterWatch watch = new(Options.MeterName);
        watch.Collect().Measured.ShouldBeEmpty();
    }

    [Test]
    public void The_last_values_arrive_also_when_the_runtime_ends_first()
    {
        Recorder.Register(new Counter<Point>("c"));
        MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        Send(new Point(), new Point());
        Runtime.Shutdown();
        provider.Dispose();
        Value("c").ShouldBe(2);
        Value("mvx.runtime.recorders").ShouldBe(0);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_runtime_that_ends_while_it_is_collected_throws_nothing_into_the_SDK(bool disposed)
    {
        Recorder.Register(new Counter<Point>("c"));
        Send(new Point());
        using MeterProvider provider = Provider(MetricReaderTemporalityPreference.Cumulative);
        using CancellationTokenSource end = new();
        bool all = true;
        Thread collector = new(() =>
        {
            while (!end.IsCancellationRequested) all &= provider.ForceFlush();
        });
        collector.Start();
        if (disposed) Runtime.Dispose();
        else Runtime.Shutdown();
        end.Cancel();
        collector.Join(Patience).ShouldBeTrue();
        all.ShouldBeTrue();
        provider.ForceFlush().ShouldBeTrue();
        Value("mvx.runtime.status", "status=Closed").ShouldBe(1);
    }

    private MeterProvider Provider(MetricReaderTemporalityPreference temporality)
    {
        Exporter exporter = new(_points);
        return Sdk.CreateMeterProviderBuilder()
            .AddMvxMetrics(Runtime, Options)
            .AddReader(new BaseExportingMetricReader(exporter) { TemporalityPreference = temporality })
            .Build();
    }

    private double Value(string name, string? tag = null) =>
        _points
            .Where(p => p.Name == name
                && (tag is null ? !p.Tags.Contains("key=", StringComparison.Ordinal) : p.Tags.Split(' ').Contains(tag)))
            .ShouldHaveSingleItem(name).Value;

    /// <summary>Copies each export, since points are the SDK's and change with the next one. Holds the last.</summary>
    private sealed class Exporter(List<(string Name, double Value, string Tags)> points) : BaseExporter<OpenTelemetry.Metrics.Metric>
    {
        public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> batch)
        {
            points.Clear();
            foreach (OpenTelemetry.Metrics.Metric metric in batch)
            {
                foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
                {
                    List<string> tags = [];
                    foreach (KeyValuePair<string, object?> tag in point.Tags) tags.Add($"{tag.Key}={tag.Value}");
                    points.Add((metric.Name, ValueOf(metric.MetricType, in point), string.Join(' ', tags)));
                }
            }

            return ExportResult.Success;
        }

        private static double ValueOf(MetricType type, in MetricPoint point) => type switch
        {
            MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
            MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
            MetricType.LongGauge => point.GetGaugeLastValueLong(),
            _ => point.GetGaugeLastValueDouble(),
        };
    }
}
