using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Metrics whose selectors, clocks and readers misbehave.</summary>
[TestFixture]
internal sealed class MetricRobustnessTests
{
    [Test]
    public void A_selector_that_throws_leaves_nothing_half_changed()
    {
        TopK<Tick> top = new("t", static (in Tick t) => 10 / t.Value);
        SummaryBy<Tick> summary = new("s", static (in Tick _) => 99, KeyNames.Range(2), static (in Tick t) => 10 / t.Value);
        Should.Throw<DivideByZeroException>(() => top.HandleEvent(new Tick(0)));
        Should.Throw<DivideByZeroException>(() => summary.HandleEvent(new Tick(0)));
        top.Snapshot()["total"].ToInt64().ShouldBe(0);
        summary.Snapshot().Dimensions.ShouldBeEmpty();
    }

    [Test]
    public void A_clock_that_goes_back_before_the_first_event_harms_nothing()
    {
        BackwardClock clock = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { TimeProvider = clock });
        clock.Now = -TimeSpan.TicksPerSecond;
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(new Rate<Tick>("r"));
        recorder.Register(new WindowedCounter<Tick>("w", TimeSpan.FromSeconds(1)));
        recorder.Register(new WindowedHistogram<Tick>("h", TimeSpan.FromSeconds(1), static (in Tick t) => t.Value));
        recorder.RegisterEvent(new Tick(1));
        loop.RunOnce();
        (recorder.Status, recorder.LastError).ShouldBe((RecorderStatus.Running, null));
        recorder.GetMetricSnapshots()["w"]["total"].ToInt64().ShouldBe(1);
    }

    [Test]
    public void Reading_inside_a_reader_allocates_nothing_once_warm()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(new Histogram<Tick>("h", static (in Tick t) => t.Value));
        NestedReader reader = new(recorder);
        recorder.ReadSnapshots(ref reader);
        Allocations.Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) recorder.ReadSnapshots(ref reader);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ShouldBe(0);
    }

    private struct NestedReader(MetricsRecorder recorder) : ISnapshotReader
    {
        private bool _isInner;

        public void OnMetric(MetricDescriptor metric)
        {
            if (_isInner) return;
            _isInner = true;
            recorder.ReadSnapshots(ref this);
            _isInner = false;
        }

        public readonly void OnDimension(string name, MetricValue value)
        {
        }
    }

    private sealed class BackwardClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
