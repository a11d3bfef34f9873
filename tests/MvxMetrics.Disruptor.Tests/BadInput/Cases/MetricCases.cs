using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Metrics, their descriptions and their snapshots.</summary>
internal static class MetricCases
{
    private const string NewCounter = "new Counter(name, amount, filter, unit, description)";
    private const string NewGauge = "new Gauge(name, value, filter, unit, description)";
    private const string NewSummary = "new Summary(name, value, filter, unit, description)";
    private const string NewMetric = "new Metric(name, kind, unit, description)";
    private const string NewDescriptor = "new MetricDescriptor(Name, Kind, Unit, Description)";
    private const string AddInteger = "DimensionWriter.Add(String name, Int64 value)";
    private const string AddDouble = "DimensionWriter.Add(String name, Double value)";
    private const string Dimension = "MetricSnapshot[dimension]";
    private const string Recorder = "RuntimeSnapshot[recorderId]";

    private static readonly MetricKind[] s_undefined = [(MetricKind)(-1), (MetricKind)8, (MetricKind)int.MaxValue];

    public static IEnumerable<BadCase> All =>
    [
        .. BadCase.NullOrBlank(NewCounter, "name", static v => _ = new Counter<Tick>(v)),
        .. BadCase.NullOrBlank(NewGauge, "name", static v => _ = new Gauge<Tick>(v, static (in Tick t) => t.Value)),
        .. BadCase.NullOrBlank(NewSummary, "name", static v => _ = new Summary<Tick>(v, static (in Tick t) => t.Value)),
        .. BadCase.NullOrBlank(NewMetric, "name", static v => _ = new AnyMetric(v)),
        BadCase.Null(NewGauge, "value", static () => _ = new Gauge<Tick>("g", null!)),
        BadCase.Null(NewSummary, "value", static () => _ = new Summary<Tick>("s", null!)),
        .. BadCase.OutOfRange(NewMetric, "kind", "'m' must be a defined value", static v => _ = new AnyMetric("m", v), s_undefined),
        .. BadCase.NullOrBlank(NewDescriptor, "Name", static v => _ = new MetricDescriptor(v, MetricKind.Custom)),
        .. BadCase.OutOfRange(NewDescriptor, "Kind", "defined", static v => _ = new MetricDescriptor("m", v), s_undefined),
        new("new EventRun(events)", "events", "65 events", typeof(ArgumentException), static () => _ = new EventRun<Tick>(new Tick[65]),
            "65 events were given", "a run has 64 at most", "Hand them over in several runs"),
        .. BadCase.OutOfRange("EventRun[index]", "index", "The run has 3 events", static v => _ = new EventRun<Tick>(new Tick[3])[v],
            -1, 3, int.MaxValue, int.MinValue),
        BadCase.Null("SeriesKinds.SeriesKindOf(metric, dimension)", "metric", static () => SeriesKinds.SeriesKindOf(null!, "total")),
        .. BadCase.NullOrBlank("SeriesKinds.SeriesKindOf(metric, dimension)", "dimension",
            static v => new MetricDescriptor("m", MetricKind.Custom).SeriesKindOf(v)),
        .. BadCase.NullOrBlank("MetricDescriptor.Name", "Name",
            static v => _ = new MetricDescriptor("m", MetricKind.Custom) with { Name = v }),
        .. BadCase.OutOfRange("MetricDescriptor.Kind", "Kind", "defined",
            static v => _ = new MetricDescriptor("m", MetricKind.Custom) with { Kind = v }, s_undefined),
        .. BadCase.NullOrBlank(AddInteger, "name", static v => new DimensionWriter(new DimensionBuffer()).Add(v, 1L)),
        .. BadCase.NullOrBlank(AddDouble, "name", static v => new DimensionWriter(new DimensionBuffer()).Add(v, 1.0)),
        new(AddInteger, "(default)", "a default writer", typeof(InvalidOperationException),
            static () => default(DimensionWriter).Add("count", 1L),
            "Dimension 'count' was refused", "belongs to no snapshot", "Use the one that WriteDimensions was called with"),
        new(AddDouble, "(default)", "a default writer", typeof(InvalidOperationException),
            static () => default(DimensionWriter).Add("count", 1.0),
            "Dimension 'count' was refused", "belongs to no snapshot", "Use the one that WriteDimensions was called with"),
        BadCase.Null(Dimension, "dimension", static () => _ = new Counter<Tick>("c").Snapshot()[null!]),
        new(Dimension, "dimension", "unknown", typeof(KeyNotFoundException), static () => _ = new Counter<Tick>("c").Snapshot()["x"],
            "Metric 'c'", "no dimension 'x'", "It has: total"),
        .. BadCase.NullOrBlank(Recorder, "recorderId", static v => Given.ARuntime(r => _ = r.Capture()[v])()),
        new(Recorder, "recorderId", "unknown", typeof(KeyNotFoundException), Given.ARuntime(static r =>
        {
            r.CreateRecorder("left");
            r.CreateRecorder("right");
            _ = r.Capture()[" x "];
        }), "no recorder 'x'", "It has: left, right"),
    ];

    private sealed class AnyMetric(string name, MetricKind kind = MetricKind.Custom) : Metric<long>(name, kind)
    {
        protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("value", state);
    }
}
