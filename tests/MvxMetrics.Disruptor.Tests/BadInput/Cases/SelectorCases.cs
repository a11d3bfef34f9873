using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Selectors and filters as types, and the metrics' constructors that take them.</summary>
internal static class SelectorCases
{
    private const string Shared = "the constructor with delegates wraps them and calls this one: what it refuses, this one refuses";

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(1);
    private static readonly KeyNames s_keys = new("a");
    private static readonly Selector<Tick, int> s_key = Selector.Of<Tick, int, Key>();
    private static readonly Selector<Tick, long> s_value = Selector.Of<Tick, long, Value>();
    private static readonly Selector<Tick, double> s_double = Selector.Of(static (in Tick t) => (double)t.Value);
    private static readonly Selector<Tick, int> s_noKey = null!;
    private static readonly Selector<Tick, long> s_none = null!;
    private static readonly Selector<Tick, double> s_noDouble = null!;

    private static readonly (string Metric, string Arguments, string[] Shared)[] s_constructors =
    [
        ("Counter", "Selector amount, Filter filter, String unit, String description", []),
        ("UpDownCounter", "Selector amount, Filter filter, String unit, String description", []),
        ("Gauge", "Selector value, Filter filter, String unit, String description", []),
        ("Summary", "Selector value, Filter filter, String unit, String description", []),
        ("Rate", "Selector amount, Filter filter, IReadOnlyList windows, String unit, String description", ["windows"]),
        ("TopK", "Selector key, Int32 capacity, Int32 shown, Selector amount, Filter filter, String unit, String description",
            ["capacity", "shown"]),
        ("CounterBy", "Selector key, KeyNames keys, Selector amount, Filter filter, String unit, String description", ["keys"]),
        ("UpDownCounterBy", "Selector key, KeyNames keys, Selector amount, Filter filter, String unit, String description", ["keys"]),
        ("GaugeBy", "Selector key, KeyNames keys, Selector value, Filter filter, String unit, String description", ["keys"]),
        ("SummaryBy", "Selector key, KeyNames keys, Selector value, Filter filter, String unit, String description", ["keys"]),
        ("KeyedMetric", "Selector key, KeyNames keys, Selector value, Filter filter, MetricKind kind, String unit, String description",
            ["keys", "kind"]),
        ("WindowedCounter", "TimeSpan window, Selector amount, Filter filter, Int32 slices, String unit, String description",
            ["window", "slices"]),
        ("WindowedGauge", "TimeSpan window, Selector value, Filter filter, Int32 slices, String unit, String description",
            ["window", "slices"]),
        ("WindowedSummary", "TimeSpan window, Selector value, Filter filter, Int32 slices, String unit, String description",
            ["window", "slices"]),
        ("WindowedMetric", "TimeSpan window, Selector value, Filter filter, Int32 slices, MetricKind kind, String unit, String description",
            ["window", "slices", "kind"]),
        ("WindowedHistogram",
            "TimeSpan window, Selector value, Filter filter, Int32 slices, String unit, String description, HistogramOptions options",
            ["window", "slices", "options"]),
        ("Histogram", "Selector value, Filter filter, String unit, String description, HistogramOptions options", ["options"]),
        ("HistogramBy",
            "Selector key, KeyNames keys, Selector value, Filter filter, String unit, String description, HistogramOptions options",
            ["keys", "options"]),
        ("ResponseTime",
            "Selector start, Selector end, Selector intendedStart, Filter filter, String description, HistogramOptions options",
            ["options"]),
    ];

    public static IEnumerable<BadCase> All =>
    [
        BadCase.Null("Selector.Of(select)", "select", static () => Selector.Of((EventSelector<Tick, long>)null!)),
        BadCase.Null("Filter.Of(includes)", "includes", static () => Filter.Of((EventFilter<Tick>)null!)),
        BadCase.Null(New("UpDownCounter"), "amount", static () => _ = new UpDownCounter<Tick>("m", s_none)),
        BadCase.Null(New("Gauge"), "value", static () => _ = new Gauge<Tick>("m", s_noDouble)),
        BadCase.Null(New("Summary"), "value", static () => _ = new Summary<Tick>("m", s_noDouble)),
        BadCase.Null(New("TopK"), "key", static () => _ = new TopK<Tick>("m", s_none)),
        BadCase.Null(New("CounterBy"), "key", static () => _ = new CounterBy<Tick>("m", s_noKey, s_keys)),
        BadCase.Null(New("UpDownCounterBy"), "key", static () => _ = new UpDownCounterBy<Tick>("m", s_noKey, s_keys, s_value)),
        BadCase.Null(New("UpDownCounterBy"), "amount", static () => _ = new UpDownCounterBy<Tick>("m", s_key, s_keys, s_none)),
        BadCase.Null(New("GaugeBy"), "key", static () => _ = new GaugeBy<Tick>("m", s_noKey, s_keys, s_double)),
        BadCase.Null(New("GaugeBy"), "value", static () => _ = new GaugeBy<Tick>("m", s_key, s_keys, s_noDouble)),
        BadCase.Null(New("SummaryBy"), "key", static () => _ = new SummaryBy<Tick>("m", s_noKey, s_keys, s_double)),
        BadCase.Null(New("SummaryBy"), "value", static () => _ = new SummaryBy<Tick>("m", s_key, s_keys, s_noDouble)),
        BadCase.Null(New("KeyedMetric"), "key", static () => _ = new Keyed(s_noKey, s_double)),
        BadCase.Null(New("KeyedMetric"), "value", static () => _ = new Keyed(s_key, s_noDouble)),
        BadCase.Null(New("WindowedGauge"), "value", static () => _ = new WindowedGauge<Tick>("m", s_window, s_noDouble)),
        BadCase.Null(New("WindowedSummary"), "value", static () => _ = new WindowedSummary<Tick>("m", s_window, s_noDouble)),
        BadCase.Null(New("WindowedMetric"), "value", static () => _ = new Windowed(s_noDouble)),
        BadCase.Null(New("WindowedHistogram"), "value", static () => _ = new WindowedHistogram<Tick>("m", s_window, s_none)),
        BadCase.Null(New("Histogram"), "value", static () => _ = new Histogram<Tick>("m", s_none)),
        BadCase.Null(New("HistogramBy"), "key", static () => _ = new HistogramBy<Tick>("m", s_noKey, s_keys, s_value)),
        BadCase.Null(New("HistogramBy"), "value", static () => _ = new HistogramBy<Tick>("m", s_key, s_keys, s_none)),
        BadCase.Null(New("ResponseTime"), "start", static () => _ = new ResponseTime<Tick>("m", s_none, s_value)),
        BadCase.Null(New("ResponseTime"), "end", static () => _ = new ResponseTime<Tick>("m", s_value, s_none)),
    ];

    public static IEnumerable<LegalCase> Legal =>
    [
        Legally("Counter", "amount", static () => new Counter<Tick>("m", s_none, null), "total", 1),
        Legally("Rate", "amount", static () => new Rate<Tick>("m", s_none, null), "count", 1),
        Legally("TopK", "amount", static () => new TopK<Tick>("m", s_value, amount: s_none), "total", 1),
        Legally("CounterBy", "amount", static () => new CounterBy<Tick>("m", s_key, KeyNames.Range(8), s_none), "7.total", 1),
        Legally("WindowedCounter", "amount", static () => new WindowedCounter<Tick>("m", s_window, s_none, null), "total", 1),
        Legally("ResponseTime", "intendedStart",
            static () => new ResponseTime<Tick>("m", Selector.One<Tick>(), s_value, intendedStart: s_none), "response.sum", 6),
    ];

    public static IEnumerable<Exemption> Exempt =>
    [
        .. s_constructors.SelectMany(static c => (Exemption[])
        [
            new(New(c.Metric), "name", Shared),
            new(New(c.Metric), "filter", "null: every event counts"),
            new(New(c.Metric), "description", "free text for people; null: none"),
            .. c.Shared.Select(argument => new Exemption(New(c.Metric), argument, Shared)),
        ]),
        .. s_constructors.Where(static c => c.Metric != "ResponseTime")
            .Select(static c => new Exemption(New(c.Metric), "unit", "free text for people; null: none")),
        .. ((string[])
            [
                "Counter", "UpDownCounter", "Gauge", "Summary", "Rate", "TopK", "KeyedMetric", "WindowedMetric", "WindowedHistogram",
                "Histogram", "HistogramBy", "ResponseTime",
            ])
            .Select(static m => new Exemption($"{m}.HandleEvents(run)", "run", "any events, none included: every value is legal")),
        new("ISelector.Select(metricEvent)", "metricEvent", "the application implements it"),
        new("IFilter.Includes(metricEvent)", "metricEvent", "the application implements it"),
    ];

    private static string New(string metric) => $"new {metric}(String name, {s_constructors.Single(c => c.Metric == metric).Arguments})";

    private static LegalCase Legally(string metric, string argument, Func<Metric> create, string dimension, long expected) =>
        new(New(metric), argument, "null", () =>
        {
            Metric made = create();
            ((IMetricRunHandler<Tick>)made).HandleEvents(default);
            ((IMetricRunHandler<Tick>)made).HandleEvents(new EventRun<Tick>([new Tick(7)]));
            made.Snapshot()[dimension].ShouldBe(expected);
        });

    private readonly struct Key : ISelector<Tick, int>
    {
        public static int Select(in Tick metricEvent) => (int)metricEvent.Value;
    }

    private readonly struct Value : ISelector<Tick, long>
    {
        public static long Select(in Tick metricEvent) => metricEvent.Value;
    }

    private sealed class Keyed(Selector<Tick, int> key, Selector<Tick, double> value)
        : KeyedMetric<Tick, double, SummaryState>("m", key, s_keys, value);

    private sealed class Windowed(Selector<Tick, double> value) : WindowedMetric<Tick, double, SummaryState>("m", s_window, value);
}
