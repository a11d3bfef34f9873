using MvxMetrics.Disruptor.Metrics;
using MvxMetrics.Disruptor.Tests.Wire;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A runtime, a real receiver, and providers that send from one to the other when they are told to.</summary>
internal abstract class OtlpFixture : MeterFixture
{
    protected static readonly HistogramOptions TenAndHundred = new() { Bounds = [10, 100] };

    private const int Never = int.MaxValue;

    protected OtlpReceiver Receiver { get; } = new();

    [TearDown]
    public async Task StopReceiver() => await Receiver.DisposeAsync();

    protected void Point(OtlpExporterOptions options, OtlpExportProtocol protocol)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol == OtlpExportProtocol.HttpProtobuf ? new Uri(Receiver.Http, "/v1/metrics") : Receiver.Grpc;
        options.Headers = "x-test=some%20value";
        options.TimeoutMilliseconds = 5000;
    }

    /// <summary>A provider with the library's histograms, and with the SDK's exporter if so asked.</summary>
    protected MeterProvider Provider(
        OtlpExportProtocol protocol,
        MetricReaderTemporalityPreference temporality,
        bool withSdkExporter = false,
        Action<OtlpHistogramOptions>? configure = null,
        Action<MeterProviderBuilder>? build = null)
    {
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty()
                .AddService("shop").AddAttributes([new("weight", 2.5), new("ports", new long[] { 1, 2 })]))
            .AddMvxOtlpHistograms(Runtime, options =>
            {
                Point(options.Exporter, protocol);
                options.Reader.TemporalityPreference = temporality;
                options.Reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = Never;
                configure?.Invoke(options);
            });
        if (withSdkExporter)
        {
            builder.AddMvxMetrics(Runtime, Options).AddOtlpExporter((options, reader) =>
            {
                Point(options, protocol);
                reader.TemporalityPreference = temporality;
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = Never;
            });
        }

        build?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>A provider with the library's histograms over HTTP.</summary>
    protected MeterProvider Provider(MetricReaderTemporalityPreference temporality, Action<OtlpHistogramOptions>? configure = null) =>
        Provider(OtlpExportProtocol.HttpProtobuf, temporality, configure: configure);

    /// <summary>A histogram of amounts.</summary>
    protected static Histogram<Point> Size() => new("size", static (in Point p) => p.Amount, options: TenAndHundred);

    /// <summary>Sends amounts to a recorder and has them applied.</summary>
    protected void Record(MetricsRecorder recorder, params ReadOnlySpan<long> amounts)
    {
        foreach (long amount in amounts) recorder.RegisterEvent(new Point(Amount: amount)).ShouldBeTrue();
        Runtime.Flush(Patience).ShouldBeTrue();
    }

    protected static void ShouldBe(BucketPoint point, ulong count, double sum, ulong[] buckets, double? min = null, double? max = null)
    {
        point.Count.ShouldBe(count);
        point.Sum.ShouldBe(sum);
        point.Buckets.ShouldBe(buckets);
        (point.HasMin ? point.Min : (double?)null).ShouldBe(min, "min");
        (point.HasMax ? point.Max : (double?)null).ShouldBe(max, "max");
    }
}
