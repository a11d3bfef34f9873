using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What one event costs each metric where it is computed, beside the cheapest peer that answers the same question.</summary>
internal static class MetricCost
{
    private const string Hdr = "HdrHistogram";
    private const string TwoHdr = "two HdrHistograms";
    private const string PrometheusCounter = "prometheus-net Counter";
    private const string PrometheusGauge = "prometheus-net Gauge";
    private const string PrometheusSummary = "prometheus-net Summary, 60 s";
    private const string PrometheusHistogram = "prometheus-net Histogram";
    private const string Bucketless = "OpenTelemetry histogram without buckets";

    public static Scenario Histograms => new()
    {
        Name = "metric-histograms",
        Title = "What one event costs a histogram (no producer, no loop)",
        Quantity = Quantity.Apply,
        Reference = Hdr,
        Sides =
        [
            static () => new OurMetric("Histogram", new Histogram<SaveAttempt>("m", Amount)),
            static () => new OurMetric("Histogram, typed selector", new Histogram<SaveAttempt>("m", AttemptSelectors.Amount)),
            static () => new OurMetric("HistogramBy, typed selectors", new HistogramBy<SaveAttempt>(
                "m", AttemptSelectors.Key, KeyNames.Range(Attempts.Outcomes), AttemptSelectors.Amount)),
            static () => new OurMetric("HistogramBy", new HistogramBy<SaveAttempt>("m", Key, KeyNames.Range(Attempts.Outcomes), Amount)),
            static () => new OurMetric("WindowedHistogram", new WindowedHistogram<SaveAttempt>("m", TimeSpan.FromSeconds(60), Amount)),
            static () => new OurMetric("ResponseTime", new ResponseTime<SaveAttempt>(
                "m",
                static (in SaveAttempt e) => TimesOf(in e).Start,
                static (in SaveAttempt e) => TimesOf(in e).End,
                static (in SaveAttempt e) => TimesOf(in e).Due)),
            static () => new OurMetric("ResponseTime, typed selectors", new ResponseTime<SaveAttempt>(
                "m", AttemptSelectors.Start, AttemptSelectors.End, AttemptSelectors.Due)),
            static () => new HdrMetric(Hdr, false),
            static () => new HdrMetric(TwoHdr, true),
            static () => OfPrometheus(
                PrometheusHistogram, static f => f.CreateHistogram("m", "-", new global::Prometheus.HistogramConfiguration
                {
                    Buckets = global::Prometheus.Histogram.ExponentialBuckets(100, 2, 15),
                }).Observe),
        ],
        Targets =
        [
            Target("Histogram", Hdr, 0.9),
            Target("Histogram, typed selector", Hdr, 0.6),
            Target("HistogramBy", PrometheusHistogram, 0.5),
            Target("ResponseTime", TwoHdr, 0.9),
            Target("ResponseTime, typed selectors", TwoHdr, 0.6),
        ],
    };

    public static Scenario Windows => new()
    {
        Name = "metric-windows",
        Title = "What one event costs percentiles of the last minute (no producer, no loop)",
        Quantity = Quantity.Apply,
        Sides =
        [
            static () => new OurMetric("WindowedHistogram", new WindowedHistogram<SaveAttempt>("m", TimeSpan.FromSeconds(60), Amount)),
            static () => OfPrometheus(PrometheusSummary, static f => f.CreateSummary("m", "-", new global::Prometheus.SummaryConfiguration
            {
                MaxAge = TimeSpan.FromSeconds(60),
                AgeBuckets = 10,
                Objectives =
                [
                    new global::Prometheus.QuantileEpsilonPair(0.5, 0.01),
                    new global::Prometheus.QuantileEpsilonPair(0.99, 0.001),
                ],
            }).Observe),
        ],
        Targets = [Target("WindowedHistogram", PrometheusSummary, 0.5)],
    };

    public static Scenario Simple => new()
    {
        Name = "metric-simple",
        Title = "What one event costs a counter, a gauge, a summary, a rate (no producer, no loop)",
        Quantity = Quantity.Apply,
        Reference = PrometheusCounter,
        Sides =
        [
            static () => new OurMetric("Counter", new Counter<SaveAttempt>("m", Amount)),
            static () => new OurMetric("Counter, typed selector", new Counter<SaveAttempt>("m", AttemptSelectors.Amount, null)),
            static () => new OurMetric("Counter of events", new Counter<SaveAttempt>("m")),
            static () => new OurMetric("CounterBy, typed selectors", new CounterBy<SaveAttempt>(
                "m", AttemptSelectors.Key, KeyNames.Range(Attempts.Outcomes), AttemptSelectors.Amount)),
            static () => new OurMetric("CounterBy", new CounterBy<SaveAttempt>("m", Key, KeyNames.Range(Attempts.Outcomes), Amount)),
            static () => new OurMetric("UpDownCounter", new UpDownCounter<SaveAttempt>("m", Amount)),
            static () => new OurMetric("Gauge", new Gauge<SaveAttempt>("m", Value)),
            static () => new OurMetric("Gauge, typed selector", new Gauge<SaveAttempt>("m", AttemptSelectors.Value)),
            static () => new OurMetric("Summary, typed selector", new Summary<SaveAttempt>("m", AttemptSelectors.Value)),
            static () => new OurMetric("Summary", new Summary<SaveAttempt>("m", Value)),
            static () => new OurMetric("Rate", new Rate<SaveAttempt>("m", Amount)),
            static () => new OurMetric("TopK, 4 keys", new TopK<SaveAttempt>("m", static (in SaveAttempt e) => e.Outcome)),
            static () => OfPrometheus(PrometheusCounter, static f => f.CreateCounter("m", "-").Inc),
            static () => OfPrometheus(PrometheusGauge, static f => f.CreateGauge("m", "-").Set),
            static () => OpenTelemetryBucketless(),
        ],
        Targets =
        [
            Target("Counter", PrometheusCounter, 0.08),
            Target("Counter, typed selector", PrometheusCounter, 0.08),
            Target("Counter of events", PrometheusCounter, 0.08),
            Target("CounterBy", PrometheusCounter, 0.5),
            Target("Gauge", PrometheusGauge, 0.2),
            Target("Gauge, typed selector", PrometheusGauge, 0.2),
            Target("Summary", Bucketless, 0.5),
            Target("Rate", PrometheusCounter, 0.5),
        ],
    };

    private static EventSelector<SaveAttempt, int> Key { get; } = static (in SaveAttempt e) => (int)e.Outcome;

    private static EventSelector<SaveAttempt, long> Amount { get; } = static (in SaveAttempt e) => e.Nanoseconds;

    private static EventSelector<SaveAttempt, double> Value { get; } = static (in SaveAttempt e) => e.Nanoseconds;

    /// <summary>An event's duration as three timestamps.</summary>
    public static (long Start, long Due, long End) TimesOf(in SaveAttempt attempt) => (1000, 900, 1000 + attempt.Nanoseconds);

    private static Target Target(string ours, string peer, double limit) => new(ours, peer, Quantity.Apply, limit);

    private static PeerMetric OfPrometheus(string name, Func<global::Prometheus.MetricFactory, Action<double>> make)
    {
        Action<double> record = make(global::Prometheus.Metrics.WithCustomRegistry(global::Prometheus.Metrics.NewCustomRegistry()));
        return new PeerMetric(name, "the call that records one value, through a delegate", events =>
        {
            foreach (ref readonly SaveAttempt attempt in events) record(attempt.Nanoseconds);
        });
    }

    private static PeerMetric OpenTelemetryBucketless()
    {
        OpenTelemetryHistogram histogram = new();
        return new PeerMetric(Bucketless, "Record, no tags", histogram.Record, histogram);
    }
}
