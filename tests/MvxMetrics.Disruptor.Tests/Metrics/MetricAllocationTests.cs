using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Every metric allocates nothing on the loop, and nothing on the reading thread once it is warm. What an event costs, for the record.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed class MetricAllocationTests
{
    private const int Batch = 500;
    private const int Batches = 200;

    private static readonly EventSelector<Point, int> s_key = static (in Point p) => (int)(p.Key & 15);
    private static readonly EventSelector<Point, long> s_amount = static (in Point p) => p.Amount;
    private static readonly EventSelector<Point, double> s_value = static (in Point p) => p.Value;

    public static IEnumerable<TestCaseData> Metrics =>
    [
        Case(static () => new Counter<Point>("counter", s_amount)),
        Case(static () => new UpDownCounter<Point>("up_down", s_amount)),
        Case(static () => new Gauge<Point>("gauge", s_value)),
        Case(static () => new Summary<Point>("summary", s_value)),
        Case(static () => new CounterBy<Point>("counter_by", s_key, KeyNames.Range(12))),
        Case(static () => new UpDownCounterBy<Point>("up_down_by", s_key, KeyNames.Range(12), s_amount)),
        Case(static () => new GaugeBy<Point>("gauge_by", s_key, KeyNames.Range(12), s_value)),
        Case(static () => new SummaryBy<Point>("summary_by", s_key, KeyNames.Range(12), s_value)),
        Case(static () => new WindowedCounter<Point>("windowed_counter", TimeSpan.FromSeconds(1))),
        Case(static () => new WindowedGauge<Point>("windowed_gauge", TimeSpan.FromSeconds(1), s_value)),
        Case(static () => new WindowedSummary<Point>("windowed_summary", TimeSpan.FromSeconds(1), s_value)),
        Case(static () => new Rate<Point>("rate", s_amount)),
        Case(static () => new TopK<Point>("top", static (in Point p) => p.Key, capacity: 64, shown: 64)),
    ];

    [TestCaseSource(nameof(Metrics))]
    public void A_metric_allocates_nothing_on_the_loop(Func<Metric> create)
    {
        Metric metric = create();
        using MetricStage stage = new(metric);
        Random random = new(1);
        Point[] points = new Point[Batch];
        for (int i = 0; i < Batch; i++)
            points[i] = new Point(random.Next(i % 3 == 0 ? 1000 : 20), random.Next(5), i % 50 == 0 ? double.NaN : random.NextDouble());
        long best = long.MaxValue;
        Run();

        Allocations.Least(Run).ShouldBe(0);
        double nanoseconds = Stopwatch.GetElapsedTime(0, best).TotalNanoseconds / Batch;
        TestContext.Out.WriteLine($"{metric.Name}: {metric.MemoryBytes} bytes, {nanoseconds:0.0} ns an event with the loop's part");

        long Run()
        {
            long allocated = 0;
            for (int batch = 0; batch < Batches; batch++)
            {
                for (int i = 0; i < Batch; i++)
                    if (!stage.Recorder.RegisterEvent(in points[i])) throw new InvalidOperationException("dropped");
                stage.Time.Advance(TimeSpan.FromMilliseconds(37));
                long before = GC.GetAllocatedBytesForCurrentThread();
                long started = Stopwatch.GetTimestamp();
                stage.Loop.RunOnce();
                best = Math.Min(best, Stopwatch.GetTimestamp() - started);
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            }

            return allocated;
        }
    }

    [TestCaseSource(nameof(Metrics))]
    public void Reading_what_came_since_allocates_nothing_once_warm(Func<Metric> create)
    {
        using MetricStage stage = new(create());
        for (int i = 0; i < 300; i++) stage.Send(new Point(i % 90, i, i));
        SnapshotBaseline since = new();
        Sink sink = default;
        Run();

        Allocations.Least(Run).ShouldBe(0);
        sink.Dimensions.ShouldBeGreaterThan(0);

        long Run()
        {
            long allocated = 0;
            for (int i = 0; i < 300; i++)
            {
                stage.Send(new Point(i % 90, i, i));
                if (i % 3 == 0) stage.Pass(0.1);
                long before = GC.GetAllocatedBytesForCurrentThread();
                stage.Recorder.ReadSnapshots(ref sink, since);
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            }

            return allocated;
        }
    }

    private static TestCaseData Case(Func<Metric> create) => new TestCaseData(create).SetArgDisplayNames(create().Name);

    private struct Sink : ISnapshotReader
    {
        public int Dimensions;

        public readonly void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value) => Dimensions++;
    }
}
