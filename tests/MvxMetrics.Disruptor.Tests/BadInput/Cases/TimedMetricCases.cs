using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Windows, rates and rankings.</summary>
internal static class TimedMetricCases
{
    private const string NewWindowed = "new WindowedMetric(name, window, value, filter, slices, kind, unit, description)";
    private const string NewCounter = "new WindowedCounter(name, window, amount, filter, slices, unit, description)";
    private const string NewGauge = "new WindowedGauge(name, window, value, filter, slices, unit, description)";
    private const string NewSummary = "new WindowedSummary(name, window, value, filter, slices, unit, description)";
    private const string NewHistogram = "new WindowedHistogram(name, window, value, filter, slices, unit, description, options)";
    private const string NewRate = "new Rate(name, amount, filter, windows, unit, description)";
    private const string NewTopK = "new TopK(name, key, capacity, shown, amount, filter, unit, description)";

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan[] s_badWindows =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(-5), Timeout.InfiniteTimeSpan, TimeSpan.MinValue, TimeSpan.MaxValue,
        TimeSpan.FromTicks(TimeSpan.TicksPerSecond - 1), TimeSpan.FromTicks(TimeSpan.TicksPerDay + 1),
    ];
    private static readonly EventSelector<Tick, long> s_key = static (in Tick t) => t.Value;
    private static readonly EventSelector<Tick, double> s_value = static (in Tick t) => t.Value;
    private static readonly MetricKind[] s_undefined = [(MetricKind)(-1), (MetricKind)8];

    public static IEnumerable<BadCase> All =>
    [
        .. Windowed(NewWindowed, static (n, w, s) => _ = new Window(n, w, s_value, s)),
        BadCase.Null(NewWindowed, "value", static () => _ = new Window("m", s_window, null!)),
        .. BadCase.OutOfRange(NewWindowed, "kind", "'m' must be a defined value",
            static v => _ = new Window("m", s_window, s_value, 10, v), s_undefined),
        .. Windowed(NewCounter, static (n, w, s) => _ = new WindowedCounter<Tick>(n, w, slices: s)),
        .. Windowed(NewGauge, static (n, w, s) => _ = new WindowedGauge<Tick>(n, w, s_value, slices: s)),
        BadCase.Null(NewGauge, "value", static () => _ = new WindowedGauge<Tick>("m", s_window, null!)),
        .. Windowed(NewSummary, static (n, w, s) => _ = new WindowedSummary<Tick>(n, w, s_value, slices: s)),
        BadCase.Null(NewSummary, "value", static () => _ = new WindowedSummary<Tick>("m", s_window, null!)),
        .. Windowed(NewHistogram, static (n, w, s) => _ = new WindowedHistogram<Tick>(n, w, s_key, slices: s)),
        .. BadCase.NullOrBlank(NewRate, "name", static v => _ = new Rate<Tick>(v)),
        .. BadCase.OutOfRange(NewRate, "windows", "1 second and 1 day",
            static v => _ = new Rate<Tick>("r", windows: [s_window, v]), s_badWindows),
        Windows("none"),
        Windows("nine", [.. Enumerable.Range(1, 9).Select(static s => TimeSpan.FromSeconds(s))]),
        Windows("one twice", s_window, s_window),
        .. BadCase.NullOrBlank(NewTopK, "name", static v => _ = new TopK<Tick>(v, s_key)),
        BadCase.Null(NewTopK, "key", static () => _ = new TopK<Tick>("t", null!)),
        .. BadCase.OutOfRange(NewTopK, "capacity", "1 to 4096 entries", static v => _ = new TopK<Tick>("t", s_key, v), -1, 0, 4097),
        .. BadCase.OutOfRange(NewTopK, "shown", "between 1 and 5 ranks", static v => _ = new TopK<Tick>("t", s_key, 5, v), -1, 0, 6),
    ];

    private static IEnumerable<BadCase> Windowed(string member, Action<string, TimeSpan, int> create) =>
    [
        .. BadCase.NullOrBlank(member, "name", v => create(v, s_window, 10)),
        .. BadCase.OutOfRange(member, "window", "1 second and 1 day", v => create("m", v, 10), s_badWindows),
        .. BadCase.OutOfRange(member, "slices", "2 to 1000 slices, each of at least 100 ms: at most 10 in a window of 00:00:01",
            v => create("m", s_window, v), int.MinValue, -1, 0, 1, 11, 1001, int.MaxValue),
        .. BadCase.OutOfRange(member, "slices", "at most 1000 in a window of 1.00:00:00",
            v => create("m", TimeSpan.FromDays(1), v), 1, 1001),
    ];

    private static BadCase Windows(string given, params TimeSpan[] windows) => new(
        NewRate, "windows", given, typeof(ArgumentException), () => _ = new Rate<Tick>("r", windows: windows),
        "1 to 8 windows", "no two alike");

    private sealed class Window(
        string name, TimeSpan window, EventSelector<Tick, double> value, int slices = 10, MetricKind kind = MetricKind.Custom)
        : WindowedMetric<Tick, double, SummaryState>(name, window, value, null, slices, kind);
}
