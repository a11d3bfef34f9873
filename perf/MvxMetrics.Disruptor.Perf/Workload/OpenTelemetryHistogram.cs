using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>OpenTelemetry's histogram without buckets: count, sum, minimum and maximum.</summary>
internal sealed class OpenTelemetryHistogram : IDisposable
{
    private static int s_instances;
    private readonly Meter _meter = new($"perf.bucketless.{Interlocked.Increment(ref s_instances)}");
    private readonly MeterProvider _provider;
    private readonly System.Diagnostics.Metrics.Histogram<double> _histogram;

    public OpenTelemetryHistogram()
    {
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(_meter.Name)
            .AddView("m", new ExplicitBucketHistogramConfiguration { Boundaries = [] })
            .AddReader(new BaseExportingMetricReader(new Nowhere()))
            .Build();
        _histogram = _meter.CreateHistogram<double>("m");
    }

    public void Record(ReadOnlySpan<SaveAttempt> events)
    {
        foreach (ref readonly SaveAttempt attempt in events) _histogram.Record(attempt.Nanoseconds);
    }

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
    }

    private sealed class Nowhere : BaseExporter<OpenTelemetry.Metrics.Metric>
    {
        public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> batch) => ExportResult.Success;
    }
}
