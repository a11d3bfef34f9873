using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Reading for exporters: keys apart from names, distributions whole, all as of one event.</summary>
[TestFixture]
internal sealed class SeriesTests
{
    [Test]
    public void Keys_are_told_apart_from_names_and_together_they_are_the_names_of_a_snapshot()
    {
        using MetricStage stage = AllKinds();
        List<string> lines = [];
        Lines reader = new(lines);
        stage.Recorder.ReadSeries(ref reader);

        lines.ShouldContain("by: left|total = 2");
        lines.ShouldContain("by: |unnamed = 2");
        lines.ShouldContain("top: 2|key = 7"); // as often as 0
        lines.ShouldContain("count: |total = 4");
        lines.ShouldContain("time: response|count = 4");
        lines.Where(static l => !l.Contains('#')).Select(static l => l.Replace(": |", ": ").Replace('|', '.'))
            .ShouldBe(stage.Recorder.GetMetricSnapshots().Values
                .SelectMany(static m => m.Dimensions.Select(d => $"{m.Name}: {d.Key} = {d.Value}")));
    }

    [Test]
    public void Distributions_are_those_that_the_metrics_themselves_give()
    {
        using MetricStage stage = AllKinds();
        List<string> lines = [];
        Lines reader = new(lines);
        stage.Recorder.ReadSeries(ref reader);

        lines.Where(static l => l.Contains('#')).ShouldBe(
        [
            "h: # 4 10 1..4 [1..1:1 2..2:1 3..3:1 4..4:1]",
            "hby: left# 2 3 1..2 [1..1:1 2..2:1]",
            "hby: others# 1 3 3..3 [3..3:1]", // right has had none
            "time: service# 4 400 100..100 [100..100:4]",
            "time: response# 4 1200 300..300 [300..301:4]",
        ]);
    }

    [Test]
    public void With_a_baseline_distributions_are_what_came_since()
    {
        using MetricStage stage = AllKinds();
        SnapshotBaseline since = new();
        List<string> lines = [];
        Lines reader = new(lines);
        stage.Recorder.ReadSeries(ref reader, since);
        stage.Send(new Point(7, 4));
        lines.Clear();
        stage.Recorder.ReadSeries(ref reader, since);

        lines.ShouldContain("h: # 1 4 4..4 [4..4:1]");
        lines.ShouldContain("count: |total = 1");
        stage.Recorder.ReadSeries(ref reader, since);
        lines.ShouldContain("h: # 0 0 0..0 []");
    }

    [Test]
    public void Reading_allocates_nothing_once_warm()
    {
        using MetricStage stage = AllKinds();
        Sums reader = default;
        for (int i = 0; i < 100; i++) stage.Recorder.ReadSeries(ref reader);

        Allocations.Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++) stage.Recorder.ReadSeries(ref reader);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ShouldBe(0);
        reader.Count.ShouldBeGreaterThan(0);
    }

    [TestCase(MetricKind.Counter, "total", SeriesKind.Counter)]
    [TestCase(MetricKind.Counter, "ignored", SeriesKind.Counter)]
    [TestCase(MetricKind.UpDownCounter, "total", SeriesKind.UpDownCounter)]
    [TestCase(MetricKind.UpDownCounter, "unnamed", SeriesKind.Counter)]
    [TestCase(MetricKind.Gauge, "value", SeriesKind.Gauge)]
    [TestCase(MetricKind.Gauge, "total", SeriesKind.Gauge, Description = "a window of a counter")]
    [TestCase(MetricKind.Summary, "count", SeriesKind.Counter)]
    [TestCase(MetricKind.Summary, "sum", SeriesKind.UpDownCounter)]
    [TestCase(MetricKind.Summary, "max", SeriesKind.Gauge)]
    [TestCase(MetricKind.Histogram, "le_1000", SeriesKind.Counter)]
    [TestCase(MetricKind.Histogram, "out_of_range", SeriesKind.Counter)]
    [TestCase(MetricKind.Histogram, "p99", SeriesKind.Gauge)]
    [TestCase(MetricKind.Rate, "sum", SeriesKind.Counter)]
    [TestCase(MetricKind.Rate, "rate_1s", SeriesKind.Gauge)]
    [TestCase(MetricKind.TopK, "total", SeriesKind.Counter)]
    [TestCase(MetricKind.TopK, "count", SeriesKind.Gauge)]
    [TestCase(MetricKind.Custom, "success_total", SeriesKind.Counter)]
    [TestCase(MetricKind.Custom, "depth", SeriesKind.Gauge)]
    public void How_a_dimension_moves_follows_from_its_kind(MetricKind kind, string dimension, SeriesKind expected) =>
        new MetricDescriptor("m", kind).SeriesKindOf(dimension).ShouldBe(expected);

    // Four points: keys 7, 0, 0, 7 of the keys left (0) and right (1).
    private static MetricStage AllKinds()
    {
        KeyNames keys = new("left", "right");
        HistogramOptions options = new() { Bounds = [2, 1000] };
        MetricStage stage = new(
            new Counter<Point>("count"),
            new CounterBy<Point>(
                "by", static (in Point p) => (int)p.Key, keys, static (in Point p) => p.Amount, static (in Point p) => p.Amount > 1),
            new Histogram<Point>("h", static (in Point p) => p.Amount, options: options),
            new HistogramBy<Point>(
                "hby", static (in Point p) => (int)p.Key, keys, static (in Point p) => p.Amount, static (in Point p) => p.Amount < 4),
            new WindowedHistogram<Point>("window", TimeSpan.FromSeconds(60), static (in Point p) => p.Amount),
            new TopK<Point>("top", static (in Point p) => p.Key, capacity: 4, shown: 2),
            new ResponseTime<Point>(
                "time", static (in Point _) => Ticks(200), static (in Point _) => Ticks(300), static (in Point _) => 0));
        stage.Send(new Point(7, 4), new Point(0, 1), new Point(0, 2), new Point(7, 3));
        return stage;
    }

    private static long Ticks(long nanoseconds) => nanoseconds * Stopwatch.Frequency / 1_000_000_000;

    private readonly struct Lines(List<string> lines) : ISeriesReader
    {
        private readonly string[] _metric = [string.Empty];

        public void OnMetric(MetricDescriptor metric) => _metric[0] = metric.Name;

        public void OnDimension(string? key, string name, MetricValue value) => lines.Add($"{_metric[0]}: {key}|{name} = {value}");

        public void OnHistogram(string? key, HistogramReading h)
        {
            List<string> buckets = [];
            foreach (HistogramBucket bucket in h.Buckets) buckets.Add($"{bucket.Lowest}..{bucket.Highest}:{bucket.Count}");
            lines.Add($"{_metric[0]}: {key}# {h.Count} {h.Sum} {h.Min}..{h.Max} [{string.Join(' ', buckets)}]");
        }
    }

    private struct Sums : ISeriesReader
    {
        public long Count;

        public readonly void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string? key, string name, MetricValue value) => Count += value.ToInt64() + (key?.Length ?? 0);

        public void OnHistogram(string? key, HistogramReading histogram) => Count += histogram.Count;
    }
}
