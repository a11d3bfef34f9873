using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>OpenTelemetry's collection of a histogram with the same bounds and of a counter.</summary>
internal sealed class OpenTelemetryBoundsRead : SnapshotSide
{
    private static int s_instances;
    private readonly Meter _meter = new($"perf.bounds.{Interlocked.Increment(ref s_instances)}");
    private readonly Adder _adder = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;
    private readonly System.Diagnostics.Metrics.Counter<long> _attempts;
    private readonly System.Diagnostics.Metrics.Histogram<long> _durations;

    public OpenTelemetryBoundsRead(string name)
        : base(name, "MetricReader.Collect and an exporter that reads every point and bucket", "formatting; no consumer", false)
    {
        _reader = new BaseExportingMetricReader(_adder);
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(_meter.Name)
            .AddView("durations", new ExplicitBucketHistogramConfiguration { Boundaries = [.. ReadBounds.Values] })
            .AddReader(_reader)
            .Build();
        _attempts = _meter.CreateCounter<long>("attempts");
        _durations = _meter.CreateHistogram<long>("durations", "ns");
    }

    protected override void Record(int outcome, long value)
    {
        _attempts.Add(1);
        _durations.Record(value);
    }

    protected override long Read()
    {
        (_adder.Bounds, _adder.Total, _adder.Count) = (-1, 0, 0); // one bucket more than bounds
        _reader.Collect();
        WrongResultException.Require(Name, "the bounds shown", ReadBounds.Values.Length, _adder.Bounds);
        WrongResultException.Require(Name, "the histogram's count", _adder.Total, _adder.Count);
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

        public int Bounds { get; set; }

        public long Total { get; set; }

        public long Count { get; set; }

        public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> batch)
        {
            foreach (OpenTelemetry.Metrics.Metric metric in batch)
                foreach (ref readonly MetricPoint point in metric.GetMetricPoints()) Add(metric.MetricType, in point);
            return ExportResult.Success;
        }

        private void Add(MetricType type, ref readonly MetricPoint point)
        {
            if (type == MetricType.LongSum)
            {
                Total += point.GetSumLong();
                return;
            }

            Count += point.GetHistogramCount();
            _sum += point.GetHistogramSum();
            if (point.TryGetHistogramMinMaxValues(out double min, out double max)) _sum += min + max;
            foreach (OpenTelemetry.Metrics.HistogramBucket bucket in point.GetHistogramBuckets())
            {
                _sum += bucket.BucketCount;
                Bounds++;
            }
        }
    }
}
