using MvxMetrics.Disruptor.Metrics;
using MvxMetrics.Disruptor.Tests.Wire;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a receiver gets over both transports.</summary>
#pragma warning disable CS0618 // gRPC is obsolete elsewhere only
[TestFixture(OtlpExportProtocol.Grpc)]
[TestFixture(OtlpExportProtocol.HttpProtobuf)]
#pragma warning restore CS0618
internal sealed partial class OtlpHistogramExporterTests(OtlpExportProtocol protocol) : OtlpFixture
{
    private const int Cumulative = 2;

    [Test]
    public void Histograms_arrive_whole_with_their_resource_scope_and_times()
    {
        Recorder.Register(new Histogram<Point>(
            "size", static (in Point p) => p.Amount, unit: "By", description: "Sizes.", options: TenAndHundred));
        Record(Recorder, 1, 10, 11, 100, 101, 5000);
        DateTimeOffset before = DateTimeOffset.UtcNow;
        using MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();

        Request request = Receiver.Taken.ShouldHaveSingleItem();
        FromResource from = request.From.ShouldHaveSingleItem();
        from.Resource.Attributes.Single(static a => a.Key == "service.name").Value.Text.ShouldBe("shop");
        from.Resource.Attributes.Single(static a => a.Key == "weight").Value.Number.ShouldBe(2.5);
        FromScope scope = from.Scopes.ShouldHaveSingleItem();
        scope.Scope.Name.ShouldBe("MvxMetrics.Disruptor");
        scope.Scope.Attributes.Select(OtlpReceiver.Text).ShouldBe(["mvx.runtime=test"]);
        Reported metric = scope.Metrics.ShouldHaveSingleItem();
        (metric.Name, metric.Unit, metric.Description, metric.Histogram.Temporality).ShouldBe(("size", "By", "Sizes.", Cumulative));
        BucketPoint point = metric.Histogram.Points.ShouldHaveSingleItem();
        point.Attributes.Select(OtlpReceiver.Text).ShouldBe(["recorder=r"]);
        point.Bounds.ShouldBe([10, 100]);
        ShouldBe(point, 6, 5223, [2, 2, 2], 1, 5000);
        point.Start.ShouldBe((ulong)(Recorder.CreatedAt - DateTimeOffset.UnixEpoch).Ticks * 100);
        point.Time.ShouldBeGreaterThanOrEqualTo((ulong)(before - DateTimeOffset.UnixEpoch).Ticks * 100);
        point.Time.ShouldBeLessThanOrEqualTo((ulong)(DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);
        Receiver.Headers.ShouldAllBe(static h => h.StartsWith("some value"));
    }

    [Test]
    public void The_SDKs_own_instruments_and_histograms_decode_the_same_way()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Recorder.Register(new Counter<Point>("bytes", static (in Point p) => p.Amount, unit: "By"));
        Recorder.Register(new UpDownCounter<Point>("open", static (in Point p) => -p.Amount));
        Recorder.Register(new Gauge<Point>("level", static (in Point p) => p.Amount / 4.0));
        Record(Recorder, 1, 10, 11, 100, 101, 5000);
        using System.Diagnostics.Metrics.Meter meter = new($"sdk.{Guid.NewGuid():N}");
        using MeterProvider provider = Provider(
            protocol, MetricReaderTemporalityPreference.Cumulative, withSdkExporter: true, build: builder => builder
                .AddMeter(meter.Name).AddView("theirs", new ExplicitBucketHistogramConfiguration { Boundaries = [10, 100] }));
        System.Diagnostics.Metrics.Histogram<long> theirs = meter.CreateHistogram<long>("theirs");
        foreach (long amount in (long[])[1, 10, 11, 100, 101, 5000]) theirs.Record(amount);
        provider.ForceFlush().ShouldBeTrue();

        BucketPoint our = Receiver.Histograms("size").ShouldHaveSingleItem().Point;
        BucketPoint their = Receiver.Histograms("theirs").ShouldHaveSingleItem().Point;
        their.Bounds.ShouldBe(our.Bounds);
        ShouldBe(their, our.Count, our.Sum, [.. our.Buckets], our.Min, our.Max);
        (NumberPoint bytes, int temporality, bool isMonotonic) = Receiver.Sums("bytes").ShouldHaveSingleItem();
        (bytes.Integer, temporality, isMonotonic).ShouldBe((5223, Cumulative, true));
        bytes.Attributes.Select(OtlpReceiver.Text).ShouldBe(["recorder=r"]);
        Receiver.Reported("bytes").Single().Unit.ShouldBe("By");
        (Receiver.Sums("open").Single().Point.Integer, Receiver.Sums("open").Single().IsMonotonic).ShouldBe((-5223, false));
        Receiver.Gauges("level").ShouldHaveSingleItem().Number.ShouldBe(1250);
        Receiver.Gauges("size.p50").ShouldHaveSingleItem().Integer.ShouldBe(11);
        Receiver.Sums("size.count").Single().Point.Integer.ShouldBe(6);
        Receiver.Sums("mvx.events.accepted").Single().Point.Integer.ShouldBe(6);
    }

    [Test]
    public void Cumulative_points_hold_everything_since_the_recorder_was_made()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        using MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Cumulative);
        provider.ForceFlush().ShouldBeTrue();
        Record(Recorder, 5, 50);
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Answer = ReceiverAnswer.Refuse;
        Record(Recorder, 500);
        provider.ForceFlush().ShouldBeFalse("the receiver refused");
        Receiver.Answer = ReceiverAnswer.Take;
        Record(Recorder, 1);
        provider.ForceFlush().ShouldBeTrue();

        BucketPoint[] points = [.. Receiver.Histograms("size").Select(static p => p.Point)];
        points.Length.ShouldBe(3);
        ShouldBe(points[0], 0, 0, [0, 0, 0]);
        ShouldBe(points[1], 2, 55, [1, 1, 0], 5, 50);
        ShouldBe(points[2], 4, 556, [2, 1, 1], 1, 500);
        points.ShouldAllBe(p => p.Start == points[0].Start);
        points[1].Time.ShouldBeGreaterThan(points[0].Time);
    }

    [Test]
    public void Buckets_sum_to_the_count_in_every_export_beside_producers()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Recorder.Register(new Histogram<Point>("again", static (in Point p) => p.Amount, options: TenAndHundred));
        using MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Cumulative);
        using CancellationTokenSource end = new();
        Thread producer = new(() =>
        {
            for (long i = 0; !end.IsCancellationRequested; i++)
            {
                Recorder.TryRegisterEvent(new Point(Amount: i % 200));
                if (i % 1000 == 0) Thread.Yield();
            }
        });
        producer.Start();
        for (int i = 0; i < 50; i++) provider.ForceFlush().ShouldBeTrue();
        end.Cancel();
        producer.Join(Patience).ShouldBeTrue();

        Receiver.Taken.Count.ShouldBe(50);
        foreach (Request request in Receiver.Taken)
        {
            BucketPoint[] points = [.. request.From[0].Scopes[0].Metrics.Select(static m => m.Histogram.Points.Single())];
            points[0].Buckets.Aggregate((a, b) => a + b).ShouldBe(points[0].Count);
            points[0].ShouldBe(points[1], "both metrics are as of one event");
        }

        Receiver.Taken.Select(static r => r.From[0].Scopes[0].Metrics[0].Histogram.Points[0].Count)
            .Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Test]
    public void Compressed_requests_are_compressed()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Record(Recorder, 5);
        using MeterProvider provider = Provider(
            protocol, MetricReaderTemporalityPreference.Cumulative,
            configure: static o => o.Exporter.Compression = OtlpExportCompression.GZip);
        provider.ForceFlush().ShouldBeTrue();
        ShouldBe(Receiver.Histograms("size").Single().Point, 1, 5, [1, 0, 0], 5, 5);
        Receiver.Headers.ShouldBe(["some value gzip"]);
    }
}
