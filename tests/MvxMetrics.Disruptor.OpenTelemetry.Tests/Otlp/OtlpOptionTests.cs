using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MvxMetrics.Disruptor.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

internal sealed class OtlpOptionTests : OtlpFixture
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

    [TestCase(null, null, "http://localhost:4318/v1/metrics")]
    [TestCase("http://collector:4318", null, "http://collector:4318/v1/metrics")]
    [TestCase("http://collector:4318/", null, "http://collector:4318/v1/metrics")]
    [TestCase("http://collector/otlp", null, "http://collector/otlp/v1/metrics")]
    [TestCase("http://collector/v1/metrics", null, "http://collector/v1/metrics")]
    [TestCase(null, "http://elsewhere/own/path", "http://elsewhere/own/path")]
    [TestCase("http://collector:4318", "http://elsewhere/own/path", "http://elsewhere/own/path")]
    public void An_endpoint_of_the_variable_gets_the_path_and_one_of_code_does_not(string? variable, string? code, string expected)
    {
        using ChangedEnvironment changed = new(new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = variable });
        OtlpExporterOptions options = new() { Protocol = OtlpExportProtocol.HttpProtobuf };
        if (code is not null) options.Endpoint = new Uri(code);
        using OtlpClient client = OtlpClient.Create(options, new ConfigurationBuilder().AddEnvironmentVariables().Build());
        client.Endpoint.ToString().ShouldBe(expected);
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
    public void Missing_arguments_and_services_are_named()
    {
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder();
        Should.Throw<ArgumentNullException>(() => builder.AddMvxMetrics(null!)).ParamName.ShouldBe("runtime");
        Should.Throw<ArgumentNullException>(() => builder.AddMvxOtlpHistograms((MetricsRuntime)null!)).ParamName.ShouldBe("runtime");
        Should.Throw<ArgumentNullException>(() => builder.AddMvxOtlpHistograms((Action<OtlpHistogramOptions>)null!))
            .ParamName.ShouldBe("configure");
        Should.Throw<ArgumentNullException>(() => ((MeterProviderBuilder)null!).AddMvxMetrics()).ParamName.ShouldBe("builder");
        Should.Throw<ArgumentNullException>(() => ((MeterProviderBuilder)null!).AddMvxMetrics(Runtime)).ParamName.ShouldBe("builder");
        Should.Throw<ArgumentNullException>(() => ((MeterProviderBuilder)null!).AddMvxOtlpHistograms()).ParamName.ShouldBe("builder");
        Should.Throw<ArgumentNullException>(() => ((MeterProviderBuilder)null!).AddMvxOtlpHistograms(Runtime))
            .ParamName.ShouldBe("builder");
        Should.Throw<ArgumentException>(() => builder.AddMvxMetrics(Runtime, new MetricsMeterOptions { MeterName = " " }))
            .Message.ShouldContain("MeterName");

        Should.Throw<InvalidOperationException>(() => Sdk.CreateMeterProviderBuilder().AddMvxMetrics().Build())
            .Message.ShouldContain("MetricsRuntime");
        Should.Throw<InvalidOperationException>(() => Sdk.CreateMeterProviderBuilder().AddMvxOtlpHistograms().Build())
            .Message.ShouldContain("MetricsRuntime");
    }

    [Test]
    public void The_runtime_may_come_from_the_services()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Record(Recorder, 5);
        List<OpenTelemetry.Metrics.Metric> exported = [];
        using (MeterProvider provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(Runtime))
            .AddMvxMetrics()
            .AddMvxOtlpHistograms(o => Point(o.Exporter, OtlpExportProtocol.HttpProtobuf))
            .AddInMemoryExporter(exported)
            .Build())
        {
            provider.ForceFlush().ShouldBeTrue();
        }

        Receiver.Histograms("size").ShouldNotBeEmpty();
        exported.Select(static m => m.Name).ShouldContain("size.count");
    }

    [Test]
    public void The_exporter_for_all_signals_may_stand_beside()
    {
        Recorder.Register(new Histogram<Point>("size", static (in Point p) => p.Amount, options: TenAndHundred));
        Record(Recorder, 5);
        using (OpenTelemetrySdk sdk = OpenTelemetrySdk.Create(builder => builder
            .UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, Receiver.Http)
            .WithMetrics(metrics => metrics
                .AddMvxMetrics(Runtime, Options)
                .AddMvxOtlpHistograms(Runtime, o => Point(o.Exporter, OtlpExportProtocol.HttpProtobuf)))))
        {
            sdk.MeterProvider.ForceFlush().ShouldBeTrue();
        }

        Receiver.Histograms("size").ShouldNotBeEmpty();
        Receiver.Sums("size.count").ShouldNotBeEmpty();
    }

    private sealed class ChangedEnvironment : IDisposable
    {
        private readonly Dictionary<string, string?> _before;

        public ChangedEnvironment(Dictionary<string, string?> variables)
        {
            _before = variables.Keys.ToDictionary(static k => k, Environment.GetEnvironmentVariable);
            foreach ((string name, string? value) in variables) Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose()
        {
            foreach ((string name, string? value) in _before) Environment.SetEnvironmentVariable(name, value);
        }
    }
}
