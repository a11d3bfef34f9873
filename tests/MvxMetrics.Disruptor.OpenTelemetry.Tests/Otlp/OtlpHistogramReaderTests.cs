using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>The schedule of the exports.</summary>
#pragma warning disable CS0618 // gRPC is obsolete elsewhere only
[TestFixture(OtlpExportProtocol.Grpc)]
[TestFixture(OtlpExportProtocol.HttpProtobuf)]
#pragma warning restore CS0618
internal sealed class OtlpHistogramReaderTests(OtlpExportProtocol protocol) : OtlpFixture
{
    [Test]
    public void The_schedule_waits_no_longer_than_the_readers_timeout()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Receiver.Answer = ReceiverAnswer.Hang;
        long started = Stopwatch.GetTimestamp();
        Record(Recorder, 5);
        using MeterWatch watch = new(OtlpHistogramExporter.MeterName);
        using MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Delta, configure: static o =>
        {
            o.Exporter.TimeoutMilliseconds = 60_000;
            o.Reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 50;
            o.Reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = 300;
        });
        Eventually.ShouldBeTrue(() => Receiver.Asked >= 2, "the second export comes after the first one has given up");
        Receiver.Answer = ReceiverAnswer.Take;
        Stopwatch.GetElapsedTime(started).TotalSeconds.ShouldBeLessThan(30);
    }

    [Test]
    public void The_end_sends_once_more_and_the_schedule_is_over()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        MeterProvider provider = Provider(protocol, MetricReaderTemporalityPreference.Delta, configure: static o =>
            o.Reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 20);
        Record(Recorder, 5);
        Eventually.ShouldBeTrue(() => Receiver.Histograms("size").Count == 1, "the schedule sends");
        Record(Recorder, 50);
        provider.Shutdown().ShouldBeTrue();
        Receiver.Histograms("size").Select(static p => p.Point.Sum).ShouldBe([5.0, 50]);

        Record(Recorder, 500);
        provider.Dispose();
        Receiver.Asked.ShouldBe(2);
    }
}
