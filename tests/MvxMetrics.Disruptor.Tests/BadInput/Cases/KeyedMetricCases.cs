using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Key names, metrics of cells, and metrics that are split by a key.</summary>
internal static class KeyedMetricCases
{
    private const string NewKeyNames = "new KeyNames(names)";
    private const string KeyNamesOf = "KeyNames.Of()";
    private const string NewCells = "new Metric(name, cells, kind, unit, description)";
    private const string NewKeyed = "new KeyedMetric(name, key, keys, value, filter, kind, unit, description)";
    private const string NewCounterBy = "new CounterBy(name, key, keys, amount, filter, unit, description)";
    private const string NewUpDownBy = "new UpDownCounterBy(name, key, keys, amount, filter, unit, description)";
    private const string NewGaugeBy = "new GaugeBy(name, key, keys, value, filter, unit, description)";
    private const string NewSummaryBy = "new SummaryBy(name, key, keys, value, filter, unit, description)";
    private const string NewUpDown = "new UpDownCounter(name, amount, filter, unit, description)";
    private const string For = "DimensionWriter.For(key)";

    private static readonly MetricKind[] s_undefined = [(MetricKind)(-1), (MetricKind)8, (MetricKind)int.MaxValue];
    private static readonly KeyNames s_keys = new("a");
    private static readonly EventSelector<Tick, int> s_key = static (in Tick t) => (int)t.Value;
    private static readonly EventSelector<Tick, long> s_amount = static (in Tick t) => t.Value;
    private static readonly EventSelector<Tick, double> s_value = static (in Tick t) => t.Value;

    private enum Negative
    {
        Below = -1,
    }

    private enum Huge : ulong
    {
        Beyond = ulong.MaxValue,
    }

#pragma warning disable CA1712, IDE1006 // the bad names are the point
    private enum Taken
    {
        others,
    }
#pragma warning restore CA1712, IDE1006

    private enum None
    {
    }

    public static IEnumerable<BadCase> All => [.. Names(), .. Constructors(), .. Writers()];

    private static IEnumerable<BadCase> Names() =>
    [
        BadCase.Null(NewKeyNames, "names", static () => _ = new KeyNames(null!)),
        Bad(NewKeyNames, "names", "empty", static () => _ = new KeyNames(), "1 to 4096 keys", "there were 0"),
        Bad(NewKeyNames, "names", "too many", static () => _ = new KeyNames(new string[KeyNames.MaxCount + 1]),
            "1 to 4096 keys", "there were 4097"),
        Bad(NewKeyNames, "names", "one that is null", static () => _ = new KeyNames("a", null!), "null or blank", "Name every key"),
        Bad(NewKeyNames, "names", "one that is blank", static () => _ = new KeyNames("a", " "), "null or blank", "Name every key"),
        Bad(NewKeyNames, "names", "one twice", static () => _ = new KeyNames("a", "b", "a"), "'a' occurs twice"),
        Bad(NewKeyNames, "names", "others", static () => _ = new KeyNames("others"), "'others' occurs twice, or is taken"),
        Bad(KeyNamesOf, "TEnum", "an enum with a negative member", static () => _ = KeyNames.Of<Negative>(),
            "Negative.Below is -1", "between 0 and 4095"),
        Bad(KeyNamesOf, "TEnum", "an enum with a huge member", static () => _ = KeyNames.Of<Huge>(), $"Huge.Beyond is {ulong.MaxValue}"),
        Bad(KeyNamesOf, "TEnum", "an enum with a member called others", static () => _ = KeyNames.Of<Taken>(), "'others'", "taken"),
        Bad(KeyNamesOf, "TEnum", "an enum without members", static () => _ = KeyNames.Of<None>(), "no members"),
        .. BadCase.OutOfRange("KeyNames.Range(count)", "count", "1 to 4096 keys",
            static v => _ = KeyNames.Range(v), -1, 0, KeyNames.MaxCount + 1),
    ];

    private static IEnumerable<BadCase> Constructors() =>
    [
        .. BadCase.NullOrBlank(NewUpDown, "name", static v => _ = new UpDownCounter<Tick>(v, s_amount)),
        BadCase.Null(NewUpDown, "amount", static () => _ = new UpDownCounter<Tick>("c", null!)),
        .. BadCase.NullOrBlank(NewCells, "name", static v => _ = new Cells(v)),
        .. BadCase.OutOfRange(NewCells, "cells", "'m' must number between 1 and 134217727",
            static v => _ = new Cells("m", v), -1, 0, int.MaxValue),
        .. BadCase.OutOfRange(NewCells, "kind", "'m' must be a defined value", static v => _ = new Cells("m", 1, v), s_undefined),
        .. Split(NewKeyed, static (n, k, ks) => _ = new Keyed(n, k, ks, s_value)),
        BadCase.Null(NewKeyed, "value", static () => _ = new Keyed("m", s_key, s_keys, null!)),
        .. BadCase.OutOfRange(NewKeyed, "kind", "'m' must be a defined value",
            static v => _ = new Keyed("m", s_key, s_keys, s_value, v), s_undefined),
        .. Split(NewCounterBy, static (n, k, ks) => _ = new CounterBy<Tick>(n, k, ks)),
        .. Split(NewUpDownBy, static (n, k, ks) => _ = new UpDownCounterBy<Tick>(n, k, ks, s_amount)),
        BadCase.Null(NewUpDownBy, "amount", static () => _ = new UpDownCounterBy<Tick>("m", s_key, s_keys, null!)),
        .. Split(NewGaugeBy, static (n, k, ks) => _ = new GaugeBy<Tick>(n, k, ks, s_value)),
        BadCase.Null(NewGaugeBy, "value", static () => _ = new GaugeBy<Tick>("m", s_key, s_keys, null!)),
        .. Split(NewSummaryBy, static (n, k, ks) => _ = new SummaryBy<Tick>(n, k, ks, s_value)),
        BadCase.Null(NewSummaryBy, "value", static () => _ = new SummaryBy<Tick>("m", s_key, s_keys, null!)),
    ];

    private static IEnumerable<BadCase> Writers() =>
    [
        .. BadCase.NullOrBlank(For, "key", static v => _ = new DimensionWriter(new DimensionBuffer()).For(v)),
        new(For, "(default)", "a default writer", typeof(InvalidOperationException), static () => _ = default(DimensionWriter).For("key"),
            "'key' was refused", "belongs to no snapshot", "Use the one that WriteDimensions was called with"),
    ];

    private static IEnumerable<BadCase> Split(string member, Action<string, EventSelector<Tick, int>, KeyNames> create) =>
    [
        .. BadCase.NullOrBlank(member, "name", v => create(v, s_key, s_keys)),
        BadCase.Null(member, "key", () => create("m", null!, s_keys)),
        BadCase.Null(member, "keys", () => create("m", s_key, null!)),
    ];

    private static BadCase Bad(string member, string argument, string given, Action call, params string[] words) =>
        new(member, argument, given, typeof(ArgumentException), call, words);

    private sealed class Cells(string name, int cells = 1, MetricKind kind = MetricKind.Custom) : Metric<long, long>(name, cells, kind)
    {
        protected override void WriteDimensions(in long state, ReadOnlySpan<long> cells, ref DimensionWriter writer) =>
            writer.Add("value", state);
    }

    private sealed class Keyed(
        string name, EventSelector<Tick, int> key, KeyNames keys, EventSelector<Tick, double> value, MetricKind kind = MetricKind.Custom)
        : KeyedMetric<Tick, double, SummaryState>(name, key, keys, value, null, kind);
}
