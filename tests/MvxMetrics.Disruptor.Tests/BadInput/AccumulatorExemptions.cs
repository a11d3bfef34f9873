namespace MvxMetrics.Disruptor.Tests;

/// <summary>What the table of bad input leaves out of metrics that are split, windowed, rates or rankings.</summary>
internal static class AccumulatorExemptions
{
    private const string AnyEvent = "an unmanaged struct: every value is legal, and is handed on";
    private const string AnyText = "free text for people; null: none";
    private const string AnyValue = "every value is legal: a bad one is counted as ignored, which the metrics' tests look at";
    private const string Copies = "copies of states, made by the library or by whoever has the state: plain numbers";
    private const string FromTheApplication = "the application implements it";
    private const string FromTheLibrary = "the library calls it, with what it made itself";

    private static readonly string[] s_states = ["CounterState", "UpDownCounterState", "GaugeState", "SummaryState"];

    private static readonly string[] s_constructors =
    [
        "new UpDownCounter(name, amount, filter, unit, description)",
        "new CounterBy(name, key, keys, amount, filter, unit, description)",
        "new UpDownCounterBy(name, key, keys, amount, filter, unit, description)",
        "new GaugeBy(name, key, keys, value, filter, unit, description)",
        "new SummaryBy(name, key, keys, value, filter, unit, description)",
        "new KeyedMetric(name, key, keys, value, filter, kind, unit, description)",
        "new WindowedCounter(name, window, amount, filter, slices, unit, description)",
        "new WindowedGauge(name, window, value, filter, slices, unit, description)",
        "new WindowedSummary(name, window, value, filter, slices, unit, description)",
        "new WindowedMetric(name, window, value, filter, slices, kind, unit, description)",
        "new Rate(name, amount, filter, windows, unit, description)",
        "new TopK(name, key, capacity, shown, amount, filter, unit, description)",
    ];

    public static IEnumerable<Exemption> All =>
    [
        .. s_constructors.SelectMany(static c => (Exemption[])
        [
            new(c, "filter", "null: every event counts"),
            new(c, "unit", AnyText),
            new(c, "description", AnyText),
        ]),
        .. s_states.SelectMany(static s => (Exemption[])
        [
            new($"{s}.Add(value)", "value", AnyValue),
            new($"{s}.Merge(later)", "later", Copies),
            new($"{s}.Subtract(earlier)", "earlier", Copies),
            new($"{s}.WriteDimensions(writer)", "writer", FromTheLibrary),
        ]),
        .. ((string[])["UpDownCounter", "KeyedMetric", "WindowedMetric", "Rate", "TopK"]).Select(static m =>
            new Exemption($"{m}.HandleEvent(metricEvent)", "metricEvent", AnyEvent)),
        new("new Metric(name, cells, kind, unit, description)", "unit", AnyText),
        new("new Metric(name, cells, kind, unit, description)", "description", AnyText),
        new("Metric.WriteDimensions(state, cells, writer)", "*", FromTheApplication),
        new("Metric.Subtract(state, earlier)", "*", FromTheApplication),
        new("Metric.Subtract(state, cells, earlierState, earlierCells)", "*", FromTheApplication),
        new("KeyedMetric.Subtract(state, cells, earlierState, earlierCells)", "*", FromTheLibrary),
        new("KeyedMetric.WriteDimensions(state, cells, writer)", "*", FromTheLibrary),
        new("WindowedMetric.WriteDimensions(state, cells, writer)", "*", FromTheLibrary),
        new("IAccumulator.*", "*", FromTheApplication),
        new("ITimedMetric.OnTimer(uptime)", "uptime", FromTheApplication),
    ];
}
