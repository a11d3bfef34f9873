using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>An application's own accumulator, one a key.</summary>
[TestFixture]
internal sealed class KeyedMetricTests
{
    [Test]
    public void Keys_are_shown_in_their_order_if_anything_came_and_then_the_others()
    {
        Longest longest = new(3);
        (longest.Kind, longest.MemoryBytes).ShouldBe((MetricKind.Custom, 8 + (4 * 16)));
        longest.Snapshot().Dimensions.ShouldBeEmpty();
        foreach ((int key, long value) in (ReadOnlySpan<(int, long)>)[(2, 5), (3, 9), (0, 7), (2, 4), (-1, 1)])
            longest.HandleEvent(new Point(key, value)).ShouldBeTrue();
        longest.HandleEvent(new Point(1, -1)).ShouldBeFalse("the accumulator ignores it");
        longest.Snapshot().ToString().ShouldBe(
            "longest { 0.count = 1, 0.max = 7, 2.count = 2, 2.max = 5, others.count = 2, others.max = 9, unnamed = 2 }");
    }

    [Test]
    public void Each_key_starts_its_extremes_anew_and_has_a_difference_of_its_own()
    {
        Longest longest = new(2);
        using MetricStage stage = new(longest);
        SnapshotBaseline since = new();
        stage.Send(new Point(0, 5), new Point(1, 6), new Point(2, 7));
        stage.Recorder.GetMetricSnapshots(since);
        stage.Recorder.ResetExtremes();
        stage.Send(new Point(1, 2));
        longest.Snapshot().ToString().ShouldBe(
            "longest { 0.count = 1, 0.max = 0, 1.count = 2, 1.max = 2, others.count = 1, others.max = 0, unnamed = 1 }");
        stage.Recorder.GetMetricSnapshots(since)["longest"].ToString().ShouldBe("longest { 1.count = 1, 1.max = 2 }");
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

    private struct LongestState : IAccumulator<LongestState, long>
    {
        private long _count;
        private long _max;

        public readonly bool IsEmpty => _count == 0;

        public bool Add(long value)
        {
            if (value < 0) return false;

            _count++;
            _max = Math.Max(_max, value);
            return true;
        }

        public void Merge(in LongestState later)
        {
            _count += later._count;
            _max = Math.Max(_max, later._max);
        }

        public void Subtract(in LongestState earlier) => _count -= earlier._count;

        public void ResetExtremes() => _max = 0;

        public readonly void WriteDimensions(DimensionWriter writer)
        {
            writer.Add("count", _count);
            writer.Add("max", _max);
        }
    }

    private sealed class Longest(int keys) : KeyedMetric<Point, long, LongestState>(
        "longest", static (in Point p) => (int)p.Key, KeyNames.Range(keys), static (in Point p) => p.Amount);

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
