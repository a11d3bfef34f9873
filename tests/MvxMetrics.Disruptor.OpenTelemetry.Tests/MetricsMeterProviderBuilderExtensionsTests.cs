using Microsoft.Extensions.DependencyInjection;
using MvxMetrics.Disruptor.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What a provider is given, and what is missing.</summary>
internal sealed class MetricsMeterProviderBuilderExtensionsTests : OtlpFixture
{
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
}
