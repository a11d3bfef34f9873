using System.Diagnostics;
using System.Diagnostics.Metrics;
using MvxMetrics.Disruptor.Tests.Wire;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

#pragma warning disable CS0618 // gRPC is obsolete elsewhere only
[TestFixture(OtlpExportProtocol.Grpc)]
[TestFixture(OtlpExportProtocol.HttpProtobuf)]
#pragma warning restore CS0618
internal sealed class OtlpHistogramTests(OtlpExportProtocol protocol) : OtlpFixture
{
    private const int Delta = 1;
    private const int Cumulative = 2;

    [Test]
    public void Histograms_arrive_whole_with_their_resource_scope_and_times()
    {
        Recorder.RegisterMetric(new Histogram<Point>("size", static (in Point p) => p.Amount, unit: "By", description: "Sizes.", options: TenAndHundred));
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
        Recorder.RegisterMetric(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Recorder.RegisterMetric(new Counter<Point>("bytes", static (in Point p) => p.Amount, unit: "By"));
        Recorder.RegisterMetric(new UpDownCounter<Point>("open", static (in Point p) => -p.Amount));
        Recorder.RegisterMetric(new Gauge<Point>("level", static (in Point p) => p.Amount / 4.0));
        Record(Recorder, 1, 10, 11, 100, 101, 5000);
        using Meter meter = new($"sdk.{Guid.NewGuid():N}");
        using MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Cumulative, withSdkExporter: true, build: builder => builder
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
        Recorder.RegisterMetric(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
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

    [TestCase(ReceiverAnswer.Refuse)]
    [TestCase(ReceiverAnswer.CallBad)]
    [TestCase(ReceiverAnswer.Abort)]
    public void Deltas_that_were_not_taken_come_with_the_next_ones(ReceiverAnswer failure)
    {
        Recorder.RegisterMetric(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        using MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Delta);
        Record(Recorder, 5, 50);
        provider.ForceFlush().ShouldBeTrue();
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Histograms("size").Count.ShouldBe(1, "nothing came, nothing is sent");

        Receiver.Answer = failure;
        Record(Recorder, 500, 7);
        provider.ForceFlush().ShouldBeFalse();
        Record(Recorder, 5000);
        provider.ForceFlush().ShouldBeFalse();
        Receiver.Answer = ReceiverAnswer.Take;
        Record(Recorder, 60);
        provider.ForceFlush().ShouldBeTrue();
        Record(Recorder, 3);
        provider.ForceFlush().ShouldBeTrue();

        (BucketPoint Point, int Temporality)[] points = [.. Receiver.Histograms("size")];
        points.ShouldAllBe(static p => p.Temporality == Delta);
        ShouldBe(points[0].Point, 2, 55, [1, 1, 0], 5, 50);
        points[1].Point.Count.ShouldBe(4u);
        points[1].Point.Sum.ShouldBe(5567);
        points[1].Point.Buckets.ShouldBe([1UL, 1, 2]);
        points[2].Point.Count.ShouldBe(1u);
        points[2].Point.Sum.ShouldBe(3);
        points.Length.ShouldBe(3);
        points[1].Point.Start.ShouldBeGreaterThanOrEqualTo(points[0].Point.Time, "there was an empty collection in between");
        points[2].Point.Start.ShouldBe(points[1].Point.Time, "one begins where the other ends");
    }

    [Test]
    public void A_receiver_that_does_not_answer_is_not_waited_for_longer_than_the_timeout()
    {
        Recorder.RegisterMetric(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Delta, configure: static o => o.Exporter.TimeoutMilliseconds = 300);
        Receiver.Answer = ReceiverAnswer.Hang;
        Record(Recorder, 5);
        long started = Stopwatch.GetTimestamp();
        provider.ForceFlush().ShouldBeFalse();
        provider.ForceFlush().ShouldBeFalse();
        Stopwatch.GetElapsedTime(started).TotalSeconds.ShouldBeInRange(0.5, 10);
        Receiver.Answer = ReceiverAnswer.Take;
        provider.Dispose();
        Receiver.Histograms("size").Select(static p => p.Point.Sum).ShouldBe([5.0]);
    }

    [Test]
    public void What_was_taken_in_part_is_not_sent_again()
    {
        Recorder.RegisterMetric(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        using MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Delta);
        using MeterWatch watch = new(OtlpHistogramExporter.MeterName);
        Receiver.Answer = ReceiverAnswer.TakePart;
        Record(Recorder, 5);
        provider.ForceFlush().ShouldBeTrue();
        provider.ForceFlush().ShouldBeTrue();
        Receiver.Asked.ShouldBe(1);
        watch.Value("mvx.otlp.rejected_points").ShouldBe(2);
        watch.Value("mvx.otlp.exports", "outcome=delivered").ShouldBe(1);
    }

    [Test]
    public void Sums_of_deltas_equal_the_total_whatever_happens_in_between()
    {
        const int Keys = 2;
        Recorder.RegisterMetric(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Recorder.RegisterMetric(new HistogramBy<Point>("by", static (in Point p) => (int)p.Key, KeyNames.Range(Keys), static (in Point p) => p.Amount));
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Delta, withSdkExporter: true);
        (ulong count, double sum) = (0, 0);
        ulong[] buckets = new ulong[3];
        ulong[] byKey = new ulong[Keys];
        for (int round = 0; round < 30; round++)
        {
            Receiver.Answer = (ReceiverAnswer)random.Next((int)ReceiverAnswer.Hang) is var answer && answer == ReceiverAnswer.TakePart ? ReceiverAnswer.Take : answer;
            for (int i = random.Next(50); i > 0; i--)
            {
                Point point = new(Key: random.Next(Keys), Amount: random.Next(200));
                Recorder.RegisterEvent(in point).ShouldBeTrue();
                count++;
                sum += point.Amount;
                buckets[point.Amount <= 10 ? 0 : point.Amount <= 100 ? 1 : 2]++;
                byKey[point.Key]++;
            }

            Runtime.Flush(Patience).ShouldBeTrue();
            provider.ForceFlush();
        }

        Receiver.Answer = ReceiverAnswer.Take;
        provider.Dispose(); // sends what is left
        BucketPoint[] points = [.. Receiver.Histograms("size").Select(static p => p.Point)];
        points.ShouldAllBe(static p => p.Buckets.Aggregate((a, b) => a + b) == p.Count);
        points.Aggregate(0UL, static (total, p) => total + p.Count).ShouldBe(count);
        points.Sum(static p => p.Sum).ShouldBe(sum);
        for (int i = 0; i < buckets.Length; i++) points.Aggregate(0UL, (total, p) => total + p.Buckets[i]).ShouldBe(buckets[i], $"bucket {i}");
        for (int key = 0; key < Keys; key++)
            Receiver.Histograms("by", $"key={key}").Aggregate(0UL, static (total, p) => total + p.Point.Count).ShouldBe(byKey[key]);

        // The SDK's own deltas, of the same values.
        Receiver.Sums("size.count").ShouldAllBe(static p => p.Temporality == Delta);
        Receiver.Sums("size.count").Sum(static p => p.Point.Integer).ShouldBe((long)count);
    }

    [Test]
    public void Buckets_sum_to_the_count_in_every_export_beside_producers()
    {
        Recorder.RegisterMetric(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Recorder.RegisterMetric(new Histogram<Point>("again", static (in Point p) => p.Amount, options: TenAndHundred));
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

        Receiver.Taken.Select(static r => r.From[0].Scopes[0].Metrics[0].Histogram.Points[0].Count).Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Test]
    public void Compressed_requests_are_compressed()
    {
        Recorder.RegisterMetric(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Record(Recorder, 5);
        using MeterProvider provider = Provider(
            protocol, MetricReaderTemporalityPreference.Cumulative, configure: static o => o.Exporter.Compression = OtlpExportCompression.GZip);
        provider.ForceFlush().ShouldBeTrue();
        ShouldBe(Receiver.Histograms("size").Single().Point, 1, 5, [1, 0, 0], 5, 5);
        Receiver.Headers.ShouldBe(["some value gzip"]);
    }

    [Test]
    public async Task A_receiver_that_is_not_there_harms_nobody_and_gets_everything_later()
    {
        Recorder.RegisterMetric(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        await using OtlpReceiver gone = new();
        Uri nobody = protocol == OtlpExportProtocol.HttpProtobuf ? gone.Http : gone.Grpc;
        await gone.DisposeAsync();
        MeterProvider provider = Provider(
            protocol, MetricReaderTemporalityPreference.Delta, configure: o => o.Exporter.Endpoint = nobody);
        using MeterWatch watch = new(OtlpHistogramExporter.MeterName);
        Record(Recorder, 5);
        provider.ForceFlush().ShouldBeFalse();
        watch.Value("mvx.otlp.exports", "outcome=failed").ShouldBe(1);
        Should.NotThrow(provider.Dispose);
    }
}
