using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Once warm, neither recording nor reading allocates: 0 bytes over a million events, and over a thousand reads.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class HistogramAllocationTests
{
    private const int Events = 1_000_000;

    private readonly Histogram<Tick> _histogram = new("h", static (in Tick t) => t.Value, options: new() { Bounds = [1000, 100_000] });
    private readonly HistogramBy<Tick> _by = new(
        "by", static (in Tick t) => (int)t.Value & 7, KeyNames.Range(4), static (in Tick t) => t.Value);
    private readonly WindowedHistogram<Tick> _window = new("w", TimeSpan.FromSeconds(1), static (in Tick t) => t.Value);
    private readonly ResponseTime<Tick> _times = new(
        "t", static (in Tick t) => 1000, static (in Tick t) => t.Value, static (in Tick _) => 0);

    [Test]
    public void Recording_allocates_nothing()
    {
        Record(20_000);
        Allocations.Least(() => Record(Events)).ShouldBe(0);
        _times.Snapshot()["service.out_of_range"].ToInt64().ShouldBePositive("negative durations, too");
    }

    [Test]
    public void Reading_allocates_nothing()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        foreach (Metric metric in (Metric[])[_histogram, _by, _window, _times]) recorder.Register(metric);
        SnapshotBaseline seen = new();
        HistogramReading first = new();
        HistogramReading second = new();
        HistogramReading sum = new();
        for (int i = 0; i < 1000; i++)
        {
            recorder.RegisterEvent(new Tick(i));
            loop.RunOnce();
        }

        Read(10);
        Allocations.Least(() => Read(1000)).ShouldBe(0);

        long Read(int times)
        {
            LengthReader reader = default;
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < times; i++)
            {
                recorder.ReadSnapshots(ref reader);
                recorder.ReadSnapshots(ref reader, seen);
                _by.Read(1, first);
                _window.Read(first);
                _times.Read(first, second);
                _histogram.Read(first);
                sum.Add(first);
                sum.Subtract(first);
                foreach (HistogramBucket bucket in first.Buckets) reader.Length += (int)bucket.Count;
                reader.Length += (int)(first.ValueAtPercentile(99.99) + first.CountAtOrBelow(500) + first.StandardDeviation);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private long Record(int events)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < events; i++)
        {
            Tick tick = new(i);
            _histogram.HandleEvent(in tick);
            _by.HandleEvent(in tick);
            _window.HandleEvent(in tick);
            _times.HandleEvent(in tick);
            if (i % 1000 == 0) _window.OnTimer(TimeSpan.FromMilliseconds(i));
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private struct LengthReader : ISnapshotReader
    {
        public int Length { get; set; }

        public readonly void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value) => Length += name.Length;
    }
}
