using MvxMetrics.Disruptor.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Runtimes of one process whose meters share a name.</summary>
internal sealed class MetersOfProviderTests : MeterFixture
{
    [Test]
    public void Runtimes_of_different_namespaces_do_not_write_over_each_other_in_the_SDK()
    {
        using MetricsRuntime other = new(new MetricsRuntimeOptions { Namespace = "other" });
        other.Start();
        MetricsRecorder theirs = other.CreateRecorder("r");
        theirs.Register(new Counter<Point>("c"));
        Recorder.Register(new Counter<Point>("c"));
        Send(new Point(), new Point());
        theirs.RegisterEvent(new Point());
        other.Flush(Patience).ShouldBeTrue();

        List<OpenTelemetry.Metrics.Metric> exported = [];
        using MeterProvider provider = Sdk.CreateMeterProviderBuilder()
            .AddMvxMetrics(Runtime, Options)
            .AddMvxMetrics(other, Options)
            .AddInMemoryExporter(exported)
            .Build();
        provider.ForceFlush().ShouldBeTrue();
        Values(exported, "c").ShouldBe([1, 2], ignoreOrder: true);
        Values(exported, "mvx.events.accepted").ShouldBe([1, 2], ignoreOrder: true);
    }

    [Test]
    public void Runtimes_of_one_namespace_are_refused_since_the_SDK_would_show_one_of_them()
    {
        using MetricsRuntime other = new(new MetricsRuntimeOptions { Namespace = Runtime.Namespace });
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder().AddMvxMetrics(Runtime, Options).AddMvxMetrics(other, Options);
        Should.Throw<InvalidOperationException>(() => builder.Build()).Message.ShouldContain("Namespace");

        // Meters of different names are different meters.
        Sdk.CreateMeterProviderBuilder().AddMvxMetrics(Runtime, Options).AddMvxMetrics(other).Build().Dispose();
    }

    [Test]
    public void Only_the_same_meter_of_the_same_namespace_is_refused_and_the_message_has_both()
    {
        MetersOfProvider meters = new();
        meters.Add("a", "x");
        meters.Add("a", "y");
        meters.Add("b", "x");
        meters.Add("A", "x");
        Should.Throw<InvalidOperationException>(() => meters.Add("a", "y"))
            .Message.ShouldContain("called twice for meters called 'a' of runtimes called 'y'");
        new MetersOfProvider().Add("a", "x");
    }

    private static List<long> Values(List<OpenTelemetry.Metrics.Metric> exported, string name)
    {
        List<long> values = [];
        foreach (OpenTelemetry.Metrics.Metric metric in exported.Where(m => m.Name == name))
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints()) values.Add(point.GetSumLong());
        return values;
    }
}
