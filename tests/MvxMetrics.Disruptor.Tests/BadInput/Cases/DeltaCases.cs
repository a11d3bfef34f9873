using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Reading since a baseline, and starting extremes anew.</summary>
internal static class DeltaCases
{
    private const string Get = "MetricsRecorder.GetMetricSnapshots(since)";
    private const string Read = "MetricsRecorder.ReadSnapshots(reader, since)";
    private const string Series = "MetricsRecorder.ReadSeries(reader, since)";

    private delegate void ReadCall(MetricsRecorder recorder, SnapshotBaseline since);

    public static IEnumerable<BadCase> All =>
    [
        .. Both(Get, static (r, since) => r.GetMetricSnapshots(since)),
        .. Both(Read, static (r, since) =>
        {
            SilentReader reader = default;
            r.ReadSnapshots(ref reader, since);
        }),
        .. Both(Series, static (r, since) =>
        {
            SilentReader reader = default;
            r.ReadSeries(ref reader, since);
        }),
        BadCase.Null(Series, "reader", Given.ARecorder(static r =>
        {
            ISeriesReader none = null!;
            r.ReadSeries(ref none, new SnapshotBaseline());
        })),
        BadCase.Null("MetricsRecorder.ReadSeries(reader)", "reader", Given.ARecorder(static r =>
        {
            ISeriesReader none = null!;
            r.ReadSeries(ref none);
        })),
        BadCase.Null(Read, "reader", Given.ARecorder(static r =>
        {
            ISnapshotReader none = null!;
            r.ReadSnapshots(ref none, new SnapshotBaseline());
        })),
        new(Read, "(nesting)", "inside its own reader", typeof(InvalidOperationException), Given.ARecorder(static r =>
        {
            r.Register(new Counter<Tick>("c"));
            NestingReader reader = new(r, new SnapshotBaseline());
            r.ReadSnapshots(ref reader, reader.Since);
        }), "The baseline was refused", "a read with it is under way", "Use one baseline for each reader"),
        new("MetricsRecorder.ResetExtremes()", "(disposed)", "in a closed loop", typeof(MetricsException),
            Given.AnOrphan(static r => r.ResetExtremes()),
            "ResetExtremes of recorder 'r'", "its loop has closed", "Create a recorder in a loop that is open"),
    ];

    private static IEnumerable<BadCase> Both(string member, ReadCall read) =>
    [
        BadCase.Null(member, "since", Given.ARecorder(r => read(r, null!))),
        new(member, "since", "another recorder's", typeof(ArgumentException), Given.ALoop(l =>
        {
            SnapshotBaseline since = new();
            read(l.CreateRecorder("left"), since);
            read(l.CreateRecorder("right"), since);
        }), "The baseline was refused", "belongs to recorder 'left", "was used for 'right", "one baseline for each recorder and reader"),
    ];

    private readonly struct SilentReader : ISnapshotReader, ISeriesReader
    {
        public void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value)
        {
        }

        public void OnDimension(string? key, string name, MetricValue value)
        {
        }

        public void OnHistogram(string? key, HistogramReading histogram)
        {
        }
    }

    private readonly struct NestingReader(MetricsRecorder recorder, SnapshotBaseline since) : ISnapshotReader
    {
        public SnapshotBaseline Since => since;

        public void OnMetric(MetricDescriptor metric) => recorder.GetMetricSnapshots(since);

        public void OnDimension(string name, MetricValue value)
        {
        }
    }
}
