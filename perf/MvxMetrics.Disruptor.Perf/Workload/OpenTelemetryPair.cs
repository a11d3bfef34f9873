using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>OpenTelemetry's counter and histogram with one tag each, as its users set them up; tags made beforehand.</summary>
internal sealed class OpenTelemetryPair : IDisposable
{
    private static int s_instances;

    private readonly Meter _meter = new($"perf.opentelemetry.{Interlocked.Increment(ref s_instances)}");
    private readonly KeyValuePair<string, object?>[] _tags =
        [.. Enumerable.Range(0, Attempts.Outcomes).Select(static i => new KeyValuePair<string, object?>("outcome", $"outcome{i}"))];

    private readonly MeterProvider _provider;
    private readonly Totals _totals = new();
    private readonly System.Diagnostics.Metrics.Counter<long> _attempts;
    private readonly System.Diagnostics.Metrics.Histogram<long> _durations;

    public OpenTelemetryPair()
    {
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(_meter.Name)
            .AddReader(new BaseExportingMetricReader(_totals))
            .Build();
        _attempts = _meter.CreateCounter<long>("attempts");
        _durations = _meter.CreateHistogram<long>("durations", "ns");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(int outcome, long nanoseconds)
    {
        _attempts.Add(1, _tags[outcome]);
        _durations.Record(nanoseconds, _tags[outcome]);
    }

    /// <summary>Collects: counts and sums over all tags.</summary>
    public (long Attempts, long Count, long Sum) Read()
    {
        _totals.Reset();
        _provider.ForceFlush();
        return (_totals.Attempts, _totals.Count, _totals.Sum);
    }

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
    }

    private sealed class Totals : BaseExporter<OpenTelemetry.Metrics.Metric>
    {
        public long Attempts { get; private set; }

        public long Count { get; private set; }

        public long Sum { get; private set; }

        public void Reset() => (Attempts, Count, Sum) = (0, 0, 0);

        public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> batch)
        {
            foreach (OpenTelemetry.Metrics.Metric metric in batch)
            {
                foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
                {
                    if (metric.MetricType == MetricType.LongSum)
                    {
                        Attempts += point.GetSumLong();
                        continue;
                    }

                    Count += point.GetHistogramCount();
                    Sum += (long)point.GetHistogramSum();
                }
            }

            return ExportResult.Success;
        }
    }
}
