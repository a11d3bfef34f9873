using Microsoft.Extensions.Time.Testing;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Metrics whose selectors, accumulators, clocks and readers misbehave.</summary>
[TestFixture]
internal sealed class MetricRobustnessTests
{
    [Test]
    public void A_rate_is_right_however_sparse_its_ticks_are([Values(0.1, 0.19, 0.3, 0.9, 1.1, 2, 11)] double seconds)
    {
        Rate<Tick> rate = new("r");
        FakeTimeProvider clock = new();
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { TimeProvider = clock });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(rate);
        loop.RunOnce();
        for (int pass = 1; pass <= 100; pass++)
        {
            for (int i = 0; i < 100; i++) recorder.RegisterEvent(new Tick(1));
            loop.RunOnce();
            clock.Advance(TimeSpan.FromSeconds(seconds));
            loop.RunOnce();
            foreach (string name in (string[])["rate_1s", "rate_10s", "rate_60s"])
                rate.Snapshot()[name].ToDouble().ShouldBe(100 / seconds, 1e-6, $"{name}, pass {pass}");
        }
    }

    [Test]
    public void The_sum_of_a_rate_stays_at_the_largest_long()
    {
        Rate<Tick> rate = new("r", static (in Tick t) => t.Value);
        rate.OnTimer(TimeSpan.Zero);
        rate.HandleEvent(new Tick(long.MaxValue));
        rate.HandleEvent(new Tick(long.MaxValue));
        rate.OnTimer(TimeSpan.FromSeconds(1));
        rate.Snapshot()["sum"].ToInt64().ShouldBe(long.MaxValue);
        rate.Snapshot()["sum_rate_1s"].ToDouble().ShouldBeGreaterThan(0);
    }

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
    public void An_accumulator_that_throws_when_its_extremes_start_anew_faults_its_recorder_and_copies_stay_coherent()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(new Stubborn());
        Counter<Tick> counter = new("c");
        recorder.Register(counter);
        recorder.RegisterEvent(new Tick(1));
        recorder.ResetExtremes();
        loop.RunOnce();

        MetricFaultedException fault = recorder.LastError.ShouldBeOfType<MetricFaultedException>();
        fault.InnerException.ShouldBeOfType<NotSupportedException>();
        fault.Message.ShouldContain("ResetExtremes");
        long retries = recorder.Statistics.SnapshotRetries;
        counter.Read().Total.ShouldBeInRange(0, 1);
        recorder.Statistics.SnapshotRetries.ShouldBe(retries, "the write section is still open");
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
    public void A_difference_of_sums_beyond_a_double_stays_finite()
    {
        Summary<Tock> summary = new("s", static (in Tock t) => t.Value);
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(summary);
        SnapshotBaseline seen = new();
        recorder.RegisterEvent(new Tock(-1.7e308));
        loop.RunOnce();
        recorder.GetMetricSnapshots(seen);
        for (int i = 0; i < 2; i++) recorder.RegisterEvent(new Tock(1.7e308));
        loop.RunOnce();
        double.IsFinite(recorder.GetMetricSnapshots(seen)["s"]["sum"].ToDouble()).ShouldBeTrue();
    }

    [Test]
    public void A_new_reading_from_which_nothing_can_be_taken_stays_new()
    {
        Histogram<Tick> histogram = new("h", static (in Tick t) => t.Value);
        Histogram<Tick> other = new("o", static (in Tick t) => t.Value, options: new HistogramOptions { SignificantDigits = 1 });
        histogram.HandleEvent(new Tick(5));
        other.HandleEvent(new Tick(7));
        HistogramReading full = new();
        histogram.Read(full);
        HistogramReading reading = new();
        Should.Throw<ArgumentException>(() => reading.Subtract(full));
        HistogramReading otherFull = new();
        other.Read(otherFull);
        reading.Add(otherFull);
        reading.Count.ShouldBe(1);
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

    private struct StubbornState : IAccumulator<StubbornState, long>
    {
        private long _count;

        public readonly bool IsEmpty => _count == 0;

        public bool Add(long value)
        {
            _count++;
            return true;
        }

        public void Merge(in StubbornState later) => _count += later._count;

        public void Subtract(in StubbornState earlier) => _count -= earlier._count;

        public readonly void ResetExtremes() => throw new NotSupportedException();

        public readonly void WriteDimensions(DimensionWriter writer) => writer.Add("count", _count);
    }

    private sealed class Stubborn() : KeyedMetric<Tick, long, StubbornState>(
        "stubborn", static (in Tick _) => 0, KeyNames.Range(1), static (in Tick t) => t.Value);
}
