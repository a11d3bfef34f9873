using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>OpenTelemetry's collection of four instruments by a reader with an exporter that adds everything up.</summary>
internal sealed class OpenTelemetrySnapshot : SnapshotSide
{
    private static int s_instances;
    private readonly Meter _meter = new($"perf.snapshot.{Interlocked.Increment(ref s_instances)}");
    private readonly KeyValuePair<string, object?>[] _tags =
        [.. Enumerable.Range(0, Attempts.Outcomes).Select(static i => new KeyValuePair<string, object?>("outcome", $"outcome{i}"))];

    private readonly Adder _adder = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;
    private readonly System.Diagnostics.Metrics.Counter<long> _attempts;
    private readonly System.Diagnostics.Metrics.Counter<long> _outcomes;
    private readonly System.Diagnostics.Metrics.Gauge<long> _last;
    private readonly System.Diagnostics.Metrics.Histogram<long> _durations;

    public OpenTelemetrySnapshot(bool isBusy)
        : base("OpenTelemetry collect", "MetricReader.Collect and an exporter that reads every point, 15 buckets", "formatting", isBusy)
    {
        _reader = new BaseExportingMetricReader(_adder);
        _provider = Sdk.CreateMeterProviderBuilder().AddMeter(_meter.Name).AddReader(_reader).Build();
        _attempts = _meter.CreateCounter<long>("attempts");
        _outcomes = _meter.CreateCounter<long>("outcomes");
        _last = _meter.CreateGauge<long>("last");
        _durations = _meter.CreateHistogram<long>("durations", "ns");
    }

    protected override void Record(int outcome, long value)
    {
        _attempts.Add(1);
        _outcomes.Add(1, _tags[outcome]);
        _last.Record(value);
        _durations.Record(value);
    }

    protected override long Read()
    {
        _adder.Count = 0;
        _reader.Collect();
        return _adder.Count;
    }

    public override void Dispose()
    {
        base.Dispose();
        _provider.Dispose();
        _meter.Dispose();
    }

    private sealed class Adder : BaseExporter<OpenTelemetry.Metrics.Metric>
    {
        private double _sum;

        public long Count { get; set; }

        public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> batch)
        {
            foreach (OpenTelemetry.Metrics.Metric metric in batch)
            {
                foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
                {
                    switch (metric.MetricType)
                    {
                        case MetricType.LongSum:
                            _sum += point.GetSumLong();
                            break;
                        case MetricType.LongGauge:
                            _sum += point.GetGaugeLastValueLong();
                            break;
                        default:
                            Count += point.GetHistogramCount();
                            foreach (OpenTelemetry.Metrics.HistogramBucket bucket in point.GetHistogramBuckets())
                                _sum += bucket.BucketCount;
                            break;
                    }
                }
            }

            return ExportResult.Success;
        }
    }
}
