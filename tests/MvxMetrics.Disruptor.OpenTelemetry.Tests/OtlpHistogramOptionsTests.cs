using MvxMetrics.Disruptor.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Where options come from, their edges, and what is refused.</summary>
internal sealed class OtlpHistogramOptionsTests : OtlpFixture
{
    [Test]
    public void Endpoint_headers_temporality_and_interval_come_from_the_variables_of_the_SDK()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Record(Recorder, 5);
        Dictionary<string, string?> variables = new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Receiver.Http.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-test=from-variable",
            ["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"] = "delta",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        };
        using (new ChangedEnvironment(variables))
        {
            using MeterProvider provider = Sdk.CreateMeterProviderBuilder().AddMvxOtlpHistograms(Runtime).Build();
            Eventually.ShouldBeTrue(() => Receiver.Taken.Count == 1, "the schedule sends");
            Record(Recorder, 50);
            Eventually.ShouldBeTrue(() => Receiver.Taken.Count == 2, "the schedule sends again");
        }

        Receiver.Histograms("size").Select(static p => (p.Point.Sum, p.Temporality)).ShouldBe([(5.0, 1), (50.0, 1)]);
        Receiver.Headers.ShouldAllBe(static h => h == "from-variable ");
    }

    private static IEnumerable<TestCaseData> BadOptions()
    {
        yield return Bad("Bounds", static o => o.Bounds = []);
        yield return Bad("Bounds", static o => o.Bounds = [-1]);
        yield return Bad("Bounds", static o => o.Bounds = [5, 5]);
        yield return Bad("Bounds", static o => o.Bounds = [5, 4]);
        yield return Bad("Bounds", static o => o.Bounds = [.. Enumerable.Range(0, 1001).Select(static i => (long)i)]);
        yield return Bad("ExportIntervalMilliseconds",
            static o => o.Reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 0);
        yield return Bad("ExportIntervalMilliseconds",
            static o => o.Reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = -5);
        yield return Bad("ExportTimeoutMilliseconds",
            static o => o.Reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = 0);
        yield return Bad("TimeoutMilliseconds", static o => o.Exporter.TimeoutMilliseconds = 0);
        yield return Bad("Headers", static o => o.Exporter.Headers = "no-value");
        yield return Bad("Protocol", static o => o.Exporter.Protocol = (OtlpExportProtocol)77);

        static TestCaseData Bad(string named, Action<OtlpHistogramOptions> configure) => new(named, configure);
    }

    [TestCaseSource(nameof(BadOptions))]
    public void Bad_options_are_refused_when_the_provider_is_built(string named, Action<OtlpHistogramOptions> configure)
    {
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder().AddMvxOtlpHistograms(Runtime, configure);
        Should.Throw<ArgumentException>(() => builder.Build()).Message.ShouldContain(named);
    }

    [Test]
    public void Without_times_it_is_a_minute_and_half_of_one_and_the_edges_are_good()
    {
        OtlpHistogramOptions options = new(new OtlpExporterOptions(), new MetricReaderOptions());
        options.Reader.PeriodicExportingMetricReaderOptions = new PeriodicExportingMetricReaderOptions
        {
            ExportIntervalMilliseconds = null,
            ExportTimeoutMilliseconds = null,
        };
        (options.IntervalMilliseconds, options.ExportTimeoutMilliseconds).ShouldBe((60_000, 30_000));
        Should.NotThrow(options.Validate);

        options.Reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 1;
        options.Reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = Timeout.Infinite;
        options.Exporter.TimeoutMilliseconds = 1;
        options.Bounds = [0];
        Should.NotThrow(options.Validate);
        options.Bounds = [.. Enumerable.Range(0, 1000).Select(static i => (long)i)];
        Should.NotThrow(options.Validate);
        options.Reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = -2;
        Should.Throw<ArgumentOutOfRangeException>(options.Validate).ParamName.ShouldBe("ExportTimeoutMilliseconds");
    }

    [TestCase(MetricReaderTemporalityPreference.Cumulative, false)]
    [TestCase(MetricReaderTemporalityPreference.Delta, true)]
    [TestCase(MetricReaderTemporalityPreference.LowMemory, true)]
    public void A_preference_for_low_memory_is_one_for_delta(MetricReaderTemporalityPreference preference, bool isDelta) =>
        new OtlpHistogramOptions(new OtlpExporterOptions(), new MetricReaderOptions { TemporalityPreference = preference })
            .IsDelta.ShouldBe(isDelta);
}
