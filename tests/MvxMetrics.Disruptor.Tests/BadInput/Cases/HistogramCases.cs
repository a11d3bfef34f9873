using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Histograms, their options and their readings.</summary>
internal static class HistogramCases
{
    private const string New = "new Histogram(name, value, filter, unit, description, options)";
    private const string NewBy = "new HistogramBy(name, key, keys, value, filter, unit, description, options)";
    private const string NewWindow = "new WindowedHistogram(name, window, value, filter, slices, unit, description, options)";
    private const string NewTimes = "new ResponseTime(name, start, end, intendedStart, filter, description, options)";
    private const string Read = "Histogram.Read(reading)";
    private const string ReadKey = "HistogramBy.Read(key, reading)";
    private const string ReadWindow = "WindowedHistogram.Read(reading)";
    private const string ReadTimes = "ResponseTime.Read(service, response)";
    private const string Options = nameof(HistogramOptions);

    private static readonly KeyNames s_keys = KeyNames.Range(2);
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(1);
    private static readonly EventSelector<Tick, long> s_value = static (in Tick t) => t.Value;
    private static readonly EventSelector<Tick, int> s_key = static (in Tick t) => (int)t.Value;

    public static IEnumerable<BadCase> All => [.. Constructors(), .. BadOptions(), .. Readings()];

    public static IEnumerable<LegalCase> Legal =>
    [
        new(New, "options", "null", static () => new Histogram<Tick>("h", s_value, options: null).MemoryBytes.ShouldBe(36_560)),
        new(NewBy, "options", "null",
            static () => new HistogramBy<Tick>("h", s_key, s_keys, s_value, options: null).Snapshot()["count"].ShouldBe(0L)),
        new(NewWindow, "options", "null", static () => Window(s_window, 10).Snapshot()["count"].ShouldBe(0L)),
        new(NewTimes, "options", "null", static () => new ResponseTime<Tick>("t", s_value, s_value, options: null).Unit.ShouldBe("ns")),
        new(NewTimes, "intendedStart", "null", static () =>
        {
            ResponseTime<Tick> times = new("t", static (in Tick _) => 0, s_value, intendedStart: null);
            times.HandleEvent(new Tick(5));
            times.Snapshot()["response.sum"].ShouldBe(times.Snapshot()["service.sum"]);
        }),
        new(NewWindow, "slices", "1000",
            static () => Window(TimeSpan.FromSeconds(100), 1000, 1).MemoryBytes.ShouldBe(8 + (1000 * (64 + (47 * 8))))),
        new(NewWindow, "slices", "2", static () => Window(s_window, 2).HandleEvent(new Tick(1)).ShouldBeTrue()),
        new(NewWindow, "window", "a day", static () => Window(TimeSpan.FromDays(1), 10).OnTimer(TimeSpan.MaxValue)),
        new("WindowedHistogram.OnTimer(uptime)", "uptime", "the smallest and the largest", static () =>
        {
            WindowedHistogram<Tick> window = Window(s_window, 10);
            foreach (TimeSpan time in (TimeSpan[])[TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero])
            {
                window.OnTimer(time);
                window.HandleEvent(new Tick(1)).ShouldBeTrue();
            }

            window.Snapshot()["count"].ShouldBe(2L, "the first one has left");
        }),
        new(ReadKey, "key", "any int", static () =>
        {
            HistogramBy<Tick> histogram = new("h", static (in Tick _) => int.MinValue, s_keys, s_value);
            histogram.HandleEvent(new Tick(1));
            HistogramReading reading = new();
            foreach (int key in (int[])[int.MinValue, -1, 2, int.MaxValue])
            {
                histogram.Read(key, reading);
                reading.Count.ShouldBe(1);
            }
        }),
        new("HistogramReading.CountAtOrBelow(value)", "value", "any long", static () =>
        {
            HistogramReading reading = Of(1000, 5);
            long[] counts = [.. ((long[])[long.MinValue, -1, 4, 5, long.MaxValue]).Select(reading.CountAtOrBelow)];
            counts.ShouldBe([0, 0, 0, 1, 1]);
        }),
        new("HistogramReading.CountAtOrBelow(bounds, counts)", "bounds", "any longs, none, some twice", static () =>
        {
            HistogramReading reading = Of(1000, 5);
            long[] counts = [9, 9, 9, 9, 9, 9, 9];
            reading.CountAtOrBelow([long.MinValue, -1, 4, 5, 5, long.MaxValue], counts);
            counts.ShouldBe([0, 0, 0, 1, 1, 1, 9]);
            reading.CountAtOrBelow([], []);
            new HistogramReading().CountAtOrBelow([1], counts);
            counts[0].ShouldBe(0);
        }),
        new("HistogramBounds.Ladder(highestValue)", "highestValue", "any long", static () =>
        {
            HistogramBounds.Ladder(long.MinValue).ShouldBeEmpty();
            HistogramBounds.Ladder(long.MaxValue)[^1].ShouldBe(5_000_000_000_000_000_000);
        }),
        new("StopwatchTime.ToNanoseconds(ticks)", "ticks", "the smallest and the largest", static () =>
        {
            StopwatchTime.ToNanoseconds(long.MaxValue).ShouldBeGreaterThan(long.MaxValue / 1000);
            StopwatchTime.ToNanoseconds(long.MinValue).ShouldBeLessThan(long.MinValue / 1000);
        }),
        Takes("LowestValue", "half of the largest", new() { LowestValue = long.MaxValue / 2, HighestValue = long.MaxValue }),
        Takes("HighestValue", "the largest, with 5 digits", new() { HighestValue = long.MaxValue, SignificantDigits = 5 }),
        Takes("HighestValue", "2", new() { HighestValue = 2 }),
        Takes("Percentiles", "none", new() { Percentiles = [] }),
        Takes("Percentiles", "0, the smallest and 100", new() { Percentiles = [0, double.Epsilon, 100] }),
        Takes("Bounds", "0 and the highest value", new() { HighestValue = 1000, Bounds = [0, 1000] }),
    ];

    public static IEnumerable<Exemption> Exempt =>
    [
        .. ((string[])[New, NewBy, NewWindow]).Select(static member => new Exemption(member, "unit", "free text for people; null: none")),
        .. ((string[])[New, NewBy, NewWindow, NewTimes]).SelectMany(static member => (Exemption[])
        [
            new(member, "description", "free text for people; null: none"),
            new(member, "filter", "null: every event counts"),
        ]),
        .. ((string[])["Histogram", "HistogramBy", "WindowedHistogram", "ResponseTime"]).Select(static type =>
            new Exemption(
                $"{type}.HandleEvent(metricEvent)", "metricEvent",
                "an unmanaged struct: every value is legal, and is recorded or counted as out of range")),
    ];

    private static IEnumerable<BadCase> Constructors() =>
    [
        .. BadCase.NullOrBlank(New, "name", static v => _ = new Histogram<Tick>(v, s_value)),
        .. BadCase.NullOrBlank(NewBy, "name", static v => _ = new HistogramBy<Tick>(v, s_key, s_keys, s_value)),
        .. BadCase.NullOrBlank(NewTimes, "name", static v => _ = new ResponseTime<Tick>(v, s_value, s_value)),
        BadCase.Null(New, "value", static () => _ = new Histogram<Tick>("h", null!)),
        BadCase.Null(NewBy, "key", static () => _ = new HistogramBy<Tick>("h", null!, s_keys, s_value)),
        BadCase.Null(NewBy, "keys", static () => _ = new HistogramBy<Tick>("h", s_key, null!, s_value)),
        BadCase.Null(NewBy, "value", static () => _ = new HistogramBy<Tick>("h", s_key, s_keys, null!)),
        BadCase.Null(NewWindow, "value", static () => _ = new WindowedHistogram<Tick>("h", s_window, null!)),
        BadCase.Null(NewTimes, "start", static () => _ = new ResponseTime<Tick>("h", null!, s_value)),
        BadCase.Null(NewTimes, "end", static () => _ = new ResponseTime<Tick>("h", s_value, null!)),
        .. BadCase.OutOfRange(New, "SignificantDigits", "between 1 and 5", static v => Make(o => o.SignificantDigits = v), 0),
        .. BadCase.OutOfRange<int>(NewBy, "SignificantDigits", "1 GiB. Reduce SignificantDigits, HighestValue or the keys", static v =>
            _ = new HistogramBy<Tick>("h", s_key, KeyNames.Range(4096), s_value, options: new() { SignificantDigits = v }), 4, 5),
        .. BadCase.OutOfRange<int>(NewWindow, "SignificantDigits", "1 GiB. Reduce SignificantDigits, HighestValue or the slices",
            static v => Window(TimeSpan.FromSeconds(100), 1000, v), 4, 5),
    ];

    private static IEnumerable<BadCase> BadOptions() =>
    [
        .. Of<long>("LowestValue", "between 1 and", static (o, v) => o.LowestValue = v,
            0, -1, long.MinValue, (long.MaxValue / 2) + 1, long.MaxValue),
        .. Of<long>("HighestValue", "at least twice LowestValue, which is 100", static (o, v) => (o.LowestValue, o.HighestValue) = (100, v),
            199, 1, 0, -1, long.MinValue),
        .. Of<int>("SignificantDigits", "between 1 and 5", static (o, v) => o.SignificantDigits = v, 0, -1, 6, int.MaxValue, int.MinValue),
        .. Of<OutOfRangePolicy>("OutOfRange", "defined", static (o, v) => o.OutOfRange = v, (OutOfRangePolicy)(-1), (OutOfRangePolicy)2),
        BadCase.Null($"{Options}.Percentiles", "Percentiles", static () => Make(static o => o.Percentiles = null!)),
        BadCase.Null($"{Options}.Bounds", "Bounds", static () => Make(static o => o.Bounds = null!)),
        .. Of<double>("Percentiles", "between 0 and 100", static (o, v) => o.Percentiles = [v],
            -0.1, 100.1, double.NaN, double.PositiveInfinity),
        .. Of<double>("Percentiles", "ascending order, none twice", static (o, v) => o.Percentiles = [90, v], 50, 90),
        .. Of<int>("Percentiles", "at most 100", static (o, v) => o.Percentiles = new double[v], 101),
        .. Of<long>("Bounds", "between 0 and HighestValue, which is 1000", static (o, v) => (o.HighestValue, o.Bounds) = (1000, [v]),
            -1, 1001, long.MaxValue, long.MinValue),
        .. Of<long>("Bounds", "ascending order, none twice", static (o, v) => o.Bounds = [10, v], 10, 9),
        .. Of<int>("Bounds", "at most 1000", static (o, v) => o.Bounds = new long[v], 1001),
    ];

    private static IEnumerable<BadCase> Readings() =>
    [
        BadCase.Null("HistogramBounds.TryParse(dimension, bound)", "dimension", static () => _ = HistogramBounds.TryParse(null!, out _)),
        BadCase.Null(Read, "reading", static () => new Histogram<Tick>("h", s_value).Read(null!)),
        BadCase.Null(ReadKey, "reading", static () => new HistogramBy<Tick>("h", s_key, s_keys, s_value).Read(0, null!)),
        BadCase.Null(ReadWindow, "reading", static () => Window(s_window, 10).Read(null!)),
        BadCase.Null(ReadTimes, "service", static () => new ResponseTime<Tick>("t", s_value, s_value).Read(null!, new())),
        BadCase.Null(ReadTimes, "response", static () => new ResponseTime<Tick>("t", s_value, s_value).Read(new(), null!)),
        new(ReadTimes, "response", "the same reading", typeof(ArgumentException), static () =>
        {
            HistogramReading reading = new();
            new ResponseTime<Tick>("t", s_value, s_value).Read(reading, reading);
        }, "One reading cannot take both", "Hand in two"),
        .. BadCase.OutOfRange<double>("HistogramReading.ValueAtPercentile(percentile)", "percentile", "between 0 and 100",
            static v => Of(1000, 1).ValueAtPercentile(v), -0.001, 100.001, double.NaN, double.NegativeInfinity),
        new("HistogramReading.CountAtOrBelow(bounds, counts)", "bounds", "not in order", typeof(ArgumentException),
            static () => Of(1000, 1).CountAtOrBelow([2, 1], new long[2]), "ascending order", "1 comes after 2"),
        new("HistogramReading.CountAtOrBelow(bounds, counts)", "counts", "too short", typeof(ArgumentException),
            static () => Of(1000, 1).CountAtOrBelow([1, 2], new long[1]), "room for 1 counts", "2 bounds"),
        BadCase.Null("HistogramReading.Add(other)", "other", static () => new HistogramReading().Add(null!)),
        BadCase.Null("HistogramReading.Subtract(earlier)", "earlier", static () => new HistogramReading().Subtract(null!)),
        new("HistogramReading.Add(other)", "other", "of another scale", typeof(ArgumentException),
            static () => Of(1000, 1).Add(Of(2000, 1)),
            "scales differ: 0 to 1000", "0 to 2000", "Use histograms with the same LowestValue"),
        new("HistogramReading.Subtract(earlier)", "earlier", "of another scale", typeof(ArgumentException),
            static () => Of(1000, 1).Subtract(Of(2000, 1)),
            "scales differ", "Use histograms with the same"),
        new("HistogramReading.Subtract(earlier)", "earlier", "of another histogram", typeof(ArgumentException), static () =>
        {
            HistogramReading reading = Of(1000, 500, 600);
            try
            {
                reading.Subtract(Of(1000, 1));
            }
            finally
            {
                (reading.Count, reading.Sum).ShouldBe((2, 1100), "unchanged");
            }
        }, "values that this one has not", "It has 1 values, this one 2"),
    ];

    private static IEnumerable<BadCase> Of<T>(string option, string word, Action<HistogramOptions, T> set, params T[] values) =>
        BadCase.OutOfRange($"{Options}.{option}", option, word, value => Make(o => set(o, value)), values);

    private static LegalCase Takes(string option, string given, HistogramOptions options) => new($"{Options}.{option}", option, given, () =>
    {
        Histogram<Tick> histogram = new("h", s_value, options: options);
        histogram.HandleEvent(new Tick(options.HighestValue));
        histogram.HandleEvent(new Tick(0));
        histogram.Snapshot()["count"].ShouldBe(2L);
        histogram.Snapshot()["max"].ShouldBe(options.HighestValue);
    });

    private static void Make(Action<HistogramOptions> spoil)
    {
        HistogramOptions options = new();
        spoil(options);
        _ = new Histogram<Tick>("h", s_value, options: options);
    }

    private static WindowedHistogram<Tick> Window(TimeSpan window, int slices, int digits = 2) => new(
        "w", window, s_value, slices: slices,
        options: digits == 1 ? new() { HighestValue = 60, SignificantDigits = 1 } : new() { SignificantDigits = digits });

    private static HistogramReading Of(long highest, params long[] values)
    {
        Histogram<Tick> histogram = new("h", s_value, options: new() { HighestValue = highest });
        foreach (long value in values) histogram.HandleEvent(new Tick(value));
        HistogramReading reading = new();
        histogram.Read(reading);
        return reading;
    }
}
