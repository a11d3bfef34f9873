using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using HdrHistogram;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Benchmarks;

/// <summary>
/// What one event costs a metric on the loop, beside what answers the same question elsewhere, category by category. The
/// baseline of a category is a peer.
/// <para>
/// Included: HandleEvent with its selectors, called through the interface as the loop does; on the peers' side the call
/// that records one value, instrument, child and tags kept. Excluded on our side: the producer's call and the hand-over to
/// the loop, which <see cref="ProducerCallBenchmarks"/> measures. All sides read the same 1024 log-normal durations.
/// </para>
/// </summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class MetricBenchmarks
{
    /// <summary>Events an invocation.</summary>
    public const int Events = 1024;

    private const int Keys = 4;

    private readonly SaveAttempt[] _events = new SaveAttempt[Events];
    private readonly KeyValuePair<string, object?>[] _tags = new KeyValuePair<string, object?>[Keys];
    private readonly Peers _peers = new();

    private static EventSelector<SaveAttempt, long> Amount { get; } = static (in SaveAttempt e) => e.Microseconds;

    private static EventSelector<SaveAttempt, double> Value { get; } = static (in SaveAttempt e) => e.Microseconds;

    private readonly Counter<SaveAttempt> _counter = new("counter", Amount);
    private readonly Gauge<SaveAttempt> _gauge = new("gauge", Value);
    private readonly Summary<SaveAttempt> _summary = new("summary", Value);
    private readonly Histogram<SaveAttempt> _histogram = new("histogram", Amount);
    private readonly WindowedHistogram<SaveAttempt> _windowed = new("windowed", TimeSpan.FromSeconds(60), Amount);
    private readonly ResponseTime<SaveAttempt> _responseTime = new(
        "response",
        static (in SaveAttempt e) => 1000,
        static (in SaveAttempt e) => 1000 + e.Microseconds,
        static (in SaveAttempt e) => 900);
    private readonly HistogramBy<SaveAttempt> _histogramBy = new("histogram_by", Key, KeyNames.Range(Keys), Amount);
    private readonly UpDownCounter<SaveAttempt> _upDown = new("up_down", Amount);
    private readonly CounterBy<SaveAttempt> _counterBy = new("counter_by", Key, KeyNames.Range(Keys), Amount);
    private readonly SummaryBy<SaveAttempt> _summaryBy = new("summary_by", Key, KeyNames.Range(Keys), Value);
    private readonly WindowedSummary<SaveAttempt> _windowedSummary = new("windowed_summary", TimeSpan.FromSeconds(10), Value);
    private readonly Rate<SaveAttempt> _rate = new("rate", Amount);
    private readonly TopK<SaveAttempt> _topK = new("top", static (in SaveAttempt e) => e.Microseconds);
    private readonly LongHistogram _hdr = new(1, 3_600_000_000_000, 2);
    private readonly LongHistogram _hdrService = new(1, 3_600_000_000_000, 2);
    private readonly LongHistogram _hdrResponse = new(1, 3_600_000_000_000, 2);
    private readonly Recorder _hdrRecorder = HistogramFactory.With64BitBucketSize()
        .WithValuesFrom(1).WithValuesUpTo(3_600_000_000_000).WithPrecisionOf(2).WithThreadSafeReads().Create();

    private static EventSelector<SaveAttempt, int> Key { get; } = static (in SaveAttempt e) => (int)e.Outcome;

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        for (int i = 0; i < Events; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            _events[i] = new SaveAttempt(random.Next(Keys), (long)Math.Exp(8 + normal));
        }

        for (int i = 0; i < Keys; i++) _tags[i] = new KeyValuePair<string, object?>("outcome", $"outcome{i}");
        _peers.Start();
    }

    [GlobalCleanup]
    public void Cleanup() => _peers.Dispose();

    [BenchmarkCategory("Counter"), Benchmark(OperationsPerInvoke = Events)]
    public long Counter() => Apply(_counter);

    [BenchmarkCategory("Counter"), Benchmark(OperationsPerInvoke = Events, Baseline = true)]
    public void CounterPrometheus()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.PrometheusCounter.Inc(e.Microseconds);
    }

    [BenchmarkCategory("Counter"), Benchmark(OperationsPerInvoke = Events)]
    public void CounterOpenTelemetry()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.Counter.Add(e.Microseconds);
    }

    [BenchmarkCategory("Counter"), Benchmark(OperationsPerInvoke = Events)]
    public long UpDownCounter() => Apply(_upDown);

    [BenchmarkCategory("Counter"), Benchmark(OperationsPerInvoke = Events)]
    public long Rate() => Apply(_rate);

    [BenchmarkCategory("Counter by key"), Benchmark(OperationsPerInvoke = Events)]
    public long CounterBy() => Apply(_counterBy);

    [BenchmarkCategory("Counter by key"), Benchmark(OperationsPerInvoke = Events, Baseline = true)]
    public void CounterByPrometheus()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.PrometheusCounters[e.Outcome].Inc(e.Microseconds);
    }

    [BenchmarkCategory("Counter by key"), Benchmark(OperationsPerInvoke = Events)]
    public void CounterByOpenTelemetry()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.Counter.Add(e.Microseconds, _tags[e.Outcome]);
    }

    [BenchmarkCategory("Top k, many keys"), Benchmark(OperationsPerInvoke = Events, Baseline = true)]
    public long TopK() => Apply(_topK);

    [BenchmarkCategory("Gauge"), Benchmark(OperationsPerInvoke = Events)]
    public long Gauge() => Apply(_gauge);

    [BenchmarkCategory("Gauge"), Benchmark(OperationsPerInvoke = Events, Baseline = true)]
    public void GaugePrometheus()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.PrometheusGauge.Set(e.Microseconds);
    }

    [BenchmarkCategory("Gauge"), Benchmark(OperationsPerInvoke = Events)]
    public void GaugeOpenTelemetry()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.Gauge.Record(e.Microseconds);
    }

    [BenchmarkCategory("Summary"), Benchmark(OperationsPerInvoke = Events)]
    public long Summary() => Apply(_summary);

    [BenchmarkCategory("Summary"), Benchmark(OperationsPerInvoke = Events, Baseline = true)]
    public void SummaryOpenTelemetryWithoutBuckets()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.Bucketless.Record(e.Microseconds);
    }

    [BenchmarkCategory("Summary"), Benchmark(OperationsPerInvoke = Events)]
    public long SummaryBy() => Apply(_summaryBy);

    [BenchmarkCategory("Summary"), Benchmark(OperationsPerInvoke = Events)]
    public long WindowedSummary() => Apply(_windowedSummary);

    [BenchmarkCategory("Histogram"), Benchmark(OperationsPerInvoke = Events)]
    public long Histogram() => Apply(_histogram);

    [BenchmarkCategory("Histogram"), Benchmark(OperationsPerInvoke = Events, Baseline = true)]
    public void HistogramHdr()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _hdr.RecordValue(e.Microseconds);
    }

    [BenchmarkCategory("Histogram"), Benchmark(OperationsPerInvoke = Events)]
    public void HistogramPrometheus()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.PrometheusHistogram.Observe(e.Microseconds);
    }

    [BenchmarkCategory("Histogram"), Benchmark(OperationsPerInvoke = Events)]
    public void HistogramOpenTelemetry()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.Buckets.Record(e.Microseconds);
    }

    [BenchmarkCategory("Histogram"), Benchmark(OperationsPerInvoke = Events)]
    public void HistogramOpenTelemetryExponential()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.Exponential.Record(e.Microseconds);
    }

    [BenchmarkCategory("Histogram of a window"), Benchmark(OperationsPerInvoke = Events)]
    public long WindowedHistogram() => Apply(_windowed);

    // No window: what the window costs beside a histogram that keeps everything.
    [BenchmarkCategory("Histogram of a window"), Benchmark(OperationsPerInvoke = Events, Baseline = true)]
    public void WindowedHistogramHdrWithoutWindow() => HistogramHdr();

    // Its readers flip intervals, and would merge the last of them to a window.
    [BenchmarkCategory("Histogram of a window"), Benchmark(OperationsPerInvoke = Events)]
    public void WindowedHistogramHdrRecorder()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _hdrRecorder.RecordValue(e.Microseconds);
    }

    // The same question: percentiles of the last minute.
    [BenchmarkCategory("Histogram of a window"), Benchmark(OperationsPerInvoke = Events)]
    public void WindowedHistogramPrometheusSummary()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.PrometheusSummary.Observe(e.Microseconds);
    }

    [BenchmarkCategory("Response time"), Benchmark(OperationsPerInvoke = Events)]
    public long ResponseTimeTwoHistograms() => Apply(_responseTime);

    // The same selectors, inlined by hand, and the same conversion.
    [BenchmarkCategory("Response time"), Benchmark(OperationsPerInvoke = Events, Baseline = true)]
    public void ResponseTimeTwoHdr()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan())
        {
            long end = 1000 + e.Microseconds;
            _hdrService.RecordValue(StopwatchTime.ToNanoseconds(end - 1000));
            _hdrResponse.RecordValue(StopwatchTime.ToNanoseconds(end - 900));
        }
    }

    [BenchmarkCategory("Histogram by key"), Benchmark(OperationsPerInvoke = Events)]
    public long HistogramBy() => Apply(_histogramBy);

    [BenchmarkCategory("Histogram by key"), Benchmark(OperationsPerInvoke = Events, Baseline = true)]
    public void HistogramByPrometheus()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.PrometheusHistograms[e.Outcome].Observe(e.Microseconds);
    }

    [BenchmarkCategory("Histogram by key"), Benchmark(OperationsPerInvoke = Events)]
    public void HistogramByOpenTelemetry()
    {
        foreach (ref readonly SaveAttempt e in _events.AsSpan()) _peers.Buckets.Record(e.Microseconds, _tags[e.Outcome]);
    }

    private long Apply(IMetricEventHandler<SaveAttempt> metric)
    {
        long accepted = 0;
        foreach (ref readonly SaveAttempt e in _events.AsSpan())
            if (metric.HandleEvent(in e)) accepted++;
        return accepted == Events ? accepted : throw new InvalidOperationException($"{Events - accepted} events were ignored.");
    }
}
