using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using MeterCounter = System.Diagnostics.Metrics.Counter<long>;
using MeterGauge = System.Diagnostics.Metrics.Gauge<double>;
using MeterHistogram = System.Diagnostics.Metrics.Histogram<double>;

namespace MvxMetrics.Disruptor.Benchmarks;

/// <summary>The peers' instruments, set up as their users do: one process-wide provider, children and instruments kept.</summary>
internal sealed class Peers : IDisposable
{
    private readonly Meter _meter = new("benchmark");
    private readonly Prometheus.CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private MeterProvider? _provider;

    public MeterCounter Counter { get; private set; } = null!;

    public MeterGauge Gauge { get; private set; } = null!;

    public MeterHistogram Buckets { get; private set; } = null!;

    public MeterHistogram Exponential { get; private set; } = null!;

    public MeterHistogram Bucketless { get; private set; } = null!;

    public Prometheus.Counter PrometheusCounter { get; private set; } = null!;

    public Prometheus.Counter.Child[] PrometheusCounters { get; private set; } = null!;

    public Prometheus.Gauge PrometheusGauge { get; private set; } = null!;

    public Prometheus.Histogram PrometheusHistogram { get; private set; } = null!;

    public Prometheus.Histogram.Child[] PrometheusHistograms { get; private set; } = null!;

    public Prometheus.Summary PrometheusSummary { get; private set; } = null!;

    public void Start()
    {
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(_meter.Name)
            .AddView("exponential", new Base2ExponentialBucketHistogramConfiguration())
            .AddView("bucketless", new ExplicitBucketHistogramConfiguration { Boundaries = [] })
            .AddReader(new BaseExportingMetricReader(new Nowhere()))
            .Build();
        Counter = _meter.CreateCounter<long>("counter");
        Gauge = _meter.CreateGauge<double>("gauge");
        Buckets = _meter.CreateHistogram<double>("buckets");
        Exponential = _meter.CreateHistogram<double>("exponential");
        Bucketless = _meter.CreateHistogram<double>("bucketless");

        Prometheus.MetricFactory factory = Prometheus.Metrics.WithCustomRegistry(_registry);
        PrometheusCounter = factory.CreateCounter("counter", "-");
        PrometheusGauge = factory.CreateGauge("gauge", "-");
        PrometheusHistogram = factory.CreateHistogram("histogram", "-", new Prometheus.HistogramConfiguration
        {
            Buckets = Prometheus.Histogram.ExponentialBuckets(100, 2, 15),
        });
        PrometheusSummary = factory.CreateSummary("summary", "-", new Prometheus.SummaryConfiguration
        {
            Objectives = [new(0.5, 0.01), new(0.9, 0.01), new(0.99, 0.001), new(0.999, 0.0001)],
            MaxAge = TimeSpan.FromSeconds(60),
            AgeBuckets = 10,
        });
        Prometheus.Counter byKey = factory.CreateCounter("counter_by", "-", "outcome");
        PrometheusCounters = [.. Enumerable.Range(0, 4).Select(i => byKey.WithLabels($"outcome{i}"))];
        Prometheus.Histogram histogramByKey = factory.CreateHistogram(
            "histogram_by", "-", ["outcome"], new Prometheus.HistogramConfiguration
            {
                Buckets = Prometheus.Histogram.ExponentialBuckets(100, 2, 15),
            });
        PrometheusHistograms = [.. Enumerable.Range(0, 4).Select(i => histogramByKey.WithLabels($"outcome{i}"))];
    }

    public void Dispose()
    {
        _provider?.Dispose();
        _meter.Dispose();
    }

    private sealed class Nowhere : BaseExporter<OpenTelemetry.Metrics.Metric>
    {
        public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> batch) => ExportResult.Success;
    }
}
