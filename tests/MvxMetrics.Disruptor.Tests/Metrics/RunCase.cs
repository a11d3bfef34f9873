using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A built-in metric of points, made with delegates or with types, with a filter or without.</summary>
internal sealed record RunCase(string Name, bool IsTyped, bool IsFiltered, Func<bool, bool, Metric> Make)
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(2);
    private static readonly KeyNames s_keys = KeyNames.Range(12);
    private static readonly EventSelector<Point, int> s_key = static (in Point p) => RunSelectors.KeyOf(in p);
    private static readonly EventSelector<Point, long> s_id = static (in Point p) => RunSelectors.IdOf(in p);
    private static readonly EventSelector<Point, long> s_amount = static (in Point p) => RunSelectors.AmountOf(in p);
    private static readonly EventSelector<Point, double> s_value = static (in Point p) => RunSelectors.ValueOf(in p);
    private static readonly EventSelector<Point, long> s_start = static (in Point p) => RunSelectors.StartOf(in p);
    private static readonly EventSelector<Point, long> s_end = static (in Point p) => RunSelectors.EndOf(in p);
    private static readonly EventSelector<Point, long> s_due = static (in Point p) => RunSelectors.DueOf(in p);
    private static readonly EventFilter<Point> s_wanted = static (in Point p) => RunSelectors.IsWanted(in p);
    private static readonly Selector<Point, int> s_keyType = Selector.Of<Point, int, RunSelectors.Key>();
    private static readonly Selector<Point, long> s_idType = Selector.Of<Point, long, RunSelectors.Id>();
    private static readonly Selector<Point, long> s_amountType = Selector.Of<Point, long, RunSelectors.Amount>();
    private static readonly Selector<Point, double> s_valueType = Selector.Of<Point, double, RunSelectors.Value>();
    private static readonly Selector<Point, long> s_startType = Selector.Of<Point, long, RunSelectors.Start>();
    private static readonly Selector<Point, long> s_endType = Selector.Of<Point, long, RunSelectors.End>();
    private static readonly Selector<Point, long> s_dueType = Selector.Of<Point, long, RunSelectors.Due>();
    private static readonly Filter<Point> s_wantedType = Filter.Of<Point, RunSelectors.Wanted>();

    /// <summary>Every one in all four ways.</summary>
    public static IEnumerable<RunCase> All =>
        from kind in Kinds
        from isTyped in (bool[])[false, true]
        from isFiltered in (bool[])[false, true]
        select new RunCase(kind.Name, isTyped, isFiltered, kind.Make);

    private static (string Name, Func<bool, bool, Metric> Make)[] Kinds =>
    [
        ("Counter of events", static (t, f) => t ? new Counter<Point>("m", null, Type(f)) : new Counter<Point>("m", null, Delegate(f))),
        ("Counter", static (t, f) => t ? new Counter<Point>("m", s_amountType, Type(f)) : new Counter<Point>("m", s_amount, Delegate(f))),
        ("UpDownCounter", static (t, f) => t
            ? new UpDownCounter<Point>("m", s_amountType, Type(f))
            : new UpDownCounter<Point>("m", s_amount, Delegate(f))),
        ("Gauge", static (t, f) => t ? new Gauge<Point>("m", s_valueType, Type(f)) : new Gauge<Point>("m", s_value, Delegate(f))),
        ("Summary", static (t, f) => t ? new Summary<Point>("m", s_valueType, Type(f)) : new Summary<Point>("m", s_value, Delegate(f))),
        ("Rate of events", static (t, f) => t ? new Rate<Point>("m", null, Type(f)) : new Rate<Point>("m", null, Delegate(f))),
        ("Rate", static (t, f) => t ? new Rate<Point>("m", s_amountType, Type(f)) : new Rate<Point>("m", s_amount, Delegate(f))),
        ("TopK of events", static (t, f) => t
            ? new TopK<Point>("m", s_idType, 5, 5, filter: Type(f)) : new TopK<Point>("m", s_id, 5, 5, filter: Delegate(f))),
        ("TopK", static (t, f) => t
            ? new TopK<Point>("m", s_idType, 7, 7, s_amountType, Type(f)) : new TopK<Point>("m", s_id, 7, 7, s_amount, Delegate(f))),
        ("CounterBy of events", static (t, f) => t
            ? new CounterBy<Point>("m", s_keyType, s_keys, filter: Type(f))
            : new CounterBy<Point>("m", s_key, s_keys, filter: Delegate(f))),
        ("CounterBy", static (t, f) => t
            ? new CounterBy<Point>("m", s_keyType, s_keys, s_amountType, Type(f))
            : new CounterBy<Point>("m", s_key, s_keys, s_amount, Delegate(f))),
        ("UpDownCounterBy", static (t, f) => t
            ? new UpDownCounterBy<Point>("m", s_keyType, s_keys, s_amountType, Type(f))
            : new UpDownCounterBy<Point>("m", s_key, s_keys, s_amount, Delegate(f))),
        ("GaugeBy", static (t, f) => t
            ? new GaugeBy<Point>("m", s_keyType, s_keys, s_valueType, Type(f))
            : new GaugeBy<Point>("m", s_key, s_keys, s_value, Delegate(f))),
        ("SummaryBy", static (t, f) => t
            ? new SummaryBy<Point>("m", s_keyType, s_keys, s_valueType, Type(f))
            : new SummaryBy<Point>("m", s_key, s_keys, s_value, Delegate(f))),
        ("WindowedCounter of events", static (t, f) => t
            ? new WindowedCounter<Point>("m", s_window, null, Type(f)) : new WindowedCounter<Point>("m", s_window, null, Delegate(f))),
        ("WindowedCounter", static (t, f) => t
            ? new WindowedCounter<Point>("m", s_window, s_amountType, Type(f))
            : new WindowedCounter<Point>("m", s_window, s_amount, Delegate(f))),
        ("WindowedGauge", static (t, f) => t
            ? new WindowedGauge<Point>("m", s_window, s_valueType, Type(f))
            : new WindowedGauge<Point>("m", s_window, s_value, Delegate(f))),
        ("WindowedSummary", static (t, f) => t
            ? new WindowedSummary<Point>("m", s_window, s_valueType, Type(f))
            : new WindowedSummary<Point>("m", s_window, s_value, Delegate(f))),
        ("WindowedHistogram", static (t, f) => t
            ? new WindowedHistogram<Point>("m", s_window, s_amountType, Type(f), 3)
            : new WindowedHistogram<Point>("m", s_window, s_amount, Delegate(f), 3)),
        ("HistogramBy", static (t, f) => t
            ? new HistogramBy<Point>("m", s_keyType, s_keys, s_amountType, Type(f))
            : new HistogramBy<Point>("m", s_key, s_keys, s_amount, Delegate(f))),
        .. Scales().SelectMany(static scale => ((string, Func<bool, bool, Metric>)[])
        [
            ($"Histogram, {scale.Name}", (t, f) => t
                ? new Histogram<Point>("m", s_amountType, Type(f), options: scale.Options)
                : new Histogram<Point>("m", s_amount, Delegate(f), options: scale.Options)),
            ($"ResponseTime, {scale.Name}", (t, f) => t
                ? new ResponseTime<Point>("m", s_startType, s_endType, s_dueType, Type(f), options: scale.Options)
                : new ResponseTime<Point>("m", s_start, s_end, s_due, Delegate(f), options: scale.Options)),
        ]),
        ("ResponseTime without a schedule", static (t, f) => t
            ? new ResponseTime<Point>("m", s_startType, s_endType, filter: Type(f))
            : new ResponseTime<Point>("m", s_start, s_end, filter: Delegate(f))),
    ];

    public static IEnumerable<TestCaseData> Cases => All.Select(static c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    public Metric Create() => Make(IsTyped, IsFiltered);

    public override string ToString() => $"{Name}{(IsTyped ? ", typed" : "")}{(IsFiltered ? ", filtered" : "")}";

    private static (string Name, HistogramOptions Options)[] Scales() =>
    [
        ("the default", new()),
        ("clamped", new() { HighestValue = 1_000_000, OutOfRange = OutOfRangePolicy.Clamp }),
        ("coarse", new() { LowestValue = 1000, SignificantDigits = 3 }),
        ("of all longs", new() { HighestValue = long.MaxValue, SignificantDigits = 1 }),
        ("of units beyond 2^52", new() { LowestValue = long.MaxValue / 4, HighestValue = long.MaxValue }),
        ("fine", new() { HighestValue = 1L << 30, SignificantDigits = 3 }),
    ];

    private static Filter<Point>? Type(bool isFiltered) => isFiltered ? s_wantedType : null;

    private static EventFilter<Point>? Delegate(bool isFiltered) => isFiltered ? s_wanted : null;
}
