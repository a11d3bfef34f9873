using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;
using MvxMetrics.Disruptor.Tests.Wire;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>What becomes of histograms when the receiver does not take them.</content>
internal sealed partial class OtlpHistogramExporterTests
{
    private const int Delta = 1;

    [TestCase(ReceiverAnswer.Refuse)]
    [TestCase(ReceiverAnswer.CallBad)]
    [TestCase(ReceiverAnswer.Abort)]
    public void Deltas_that_were_not_taken_come_with_the_next_ones(ReceiverAnswer failure)
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
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
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        MeterProvider provider = Provider(
            protocol, MetricReaderTemporalityPreference.Delta, configure: static o => o.Exporter.TimeoutMilliseconds = 300);
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
    public void A_client_of_the_application_stays_usable_after_the_provider_has_ended()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        using HttpClient shared = new();
        MeterProvider provider = Provider(
            protocol, MetricReaderTemporalityPreference.Delta, configure: o => o.Exporter.HttpClientFactory = () => shared);
        Record(Recorder, 5);
        provider.Dispose();
        Receiver.Histograms("size").ShouldHaveSingleItem();
        using HttpResponseMessage answer = shared.GetAsync(Receiver.Http).GetAwaiter().GetResult();
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Test]
    public void What_was_taken_in_part_is_not_sent_again()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
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
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Recorder.Register(new HistogramBy<Point>(
            "by", static (in Point p) => (int)p.Key, KeyNames.Range(Keys), static (in Point p) => p.Amount));
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Delta, withSdkExporter: true);
        (ulong count, double sum) = (0, 0);
        ulong[] buckets = new ulong[3];
        ulong[] byKey = new ulong[Keys];
        for (int round = 0; round < 30; round++)
        {
            Receiver.Answer = (ReceiverAnswer)random.Next((int)ReceiverAnswer.Hang) is var answer && answer == ReceiverAnswer.TakePart
                ? ReceiverAnswer.Take
                : answer;
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
        for (int i = 0; i < buckets.Length; i++)
            points.Aggregate(0UL, (total, p) => total + p.Buckets[i]).ShouldBe(buckets[i], $"bucket {i}");
        for (int key = 0; key < Keys; key++)
            Receiver.Histograms("by", $"key={key}").Aggregate(0UL, static (total, p) => total + p.Point.Count).ShouldBe(byKey[key]);

        // The SDK's own deltas, of the same values.
        Receiver.Sums("size.count").ShouldAllBe(static p => p.Temporality == Delta);
        Receiver.Sums("size.count").Sum(static p => p.Point.Integer).ShouldBe((long)count);
    }

    [Test]
    public async Task A_receiver_that_is_not_there_harms_nobody_and_gets_everything_later()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
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
