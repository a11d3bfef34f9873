using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What readers keep goes by how many read at once and how much, not by how many threads have ever read.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class SnapshotScratchTests
{
    private const int Threads = 100;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void A_read_begins_with_room_for_exactly_its_states_and_without_dimensions()
    {
        SnapshotScratch scratch = new();
        Histogram<Tick> large = LargeHistogram();
        scratch.StateFor([large, new TickLog()]).Length.ShouldBe(large.StateBytes + 8);
        new DimensionWriter(scratch.Dimensions).Add("left over", 1);
        scratch.StateFor([new TickLog()]).Length.ShouldBe(8);
        scratch.Dimensions.Count.ShouldBe(0);
        scratch.StateBytes.ShouldBe(large.StateBytes + 8, "room that was taken once is kept for a while");
        scratch.StateFor([]).Length.ShouldBe(0);
    }

    [Test]
    public void Threads_that_read_once_and_end_allocate_nothing_once_the_first_ones_did()
    {
        WindowedHistogram<Tick> window = new("w", TimeSpan.FromSeconds(1), static (in Tick t) => t.Value);
        HistogramBy<Tick> by = new("b", static (in Tick t) => (int)t.Value & 3, KeyNames.Range(4), static (in Tick t) => t.Value);
        ResponseTime<Tick> times = new("t", static (in Tick _) => 0, static (in Tick t) => t.Value);
        using MetricStage stage = new(LargeHistogram(), window, by, times, new TopK<Tick>("k", static (in Tick t) => t.Value));
        for (int i = 1; i <= 1000; i++) stage.Recorder.RegisterEvent(new Tick(i));
        stage.Loop.RunOnce();
        HistogramReading first = new();
        HistogramReading second = new();
        ReadOnThreads(2, Read);

        Allocations.Least(() => ReadOnThreads(Threads, Read)).ShouldBe(0);
        second.Count.ShouldBe(1000);

        void Read()
        {
            CountReader reader = default;
            stage.Recorder.ReadSnapshots(ref reader);
            window.Read(first);
            by.Read(1, first);
            times.Read(first, second);
        }
    }

    [Test]
    public void More_readers_at_once_than_the_pool_has_places_leave_it_full_and_no_more()
    {
        int readers = 2 * SnapshotScratch.Pool.Capacity;
        using MetricStage stage = new(LargeHistogram());
        using Barrier allInside = new(readers);
        Producers.Run(readers, _ =>
        {
            MeetingReader reader = new(allInside);
            stage.Recorder.ReadSnapshots(ref reader);
        });
        SnapshotScratch.Pool.Free.ShouldBe(SnapshotScratch.Pool.Capacity);
    }

    [Test]
    public void Readers_of_other_sizes_inside_a_reader_allocate_nothing_once_warm()
    {
        using MetricStage large = new(
            LargeHistogram(), new WindowedHistogram<Tick>("w", TimeSpan.FromSeconds(1), static (in Tick t) => t.Value));
        using MetricStage small = new(new Counter<Tick>("c"));
        MetricsRecorder[] order = [small.Recorder, large.Recorder, small.Recorder];
        Read(2);

        Allocations.Least(() => Read(3 * ShrinkRule.Uses)).ShouldBe(0);

        long Read(int times)
        {
            NestingReader reader = new(order);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < times; i++) order[0].ReadSnapshots(ref reader);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Test]
    public void Memory_for_a_large_recorder_is_given_back_after_1024_reads_of_a_small_one()
    {
        Histogram<Tick> histogram = LargeHistogram();
        using MetricStage large = new(histogram);
        using MetricStage small = new(new Counter<Tick>("c"));
        int bytes = (int)histogram.MemoryBytes;
        Read(large, ShrinkRule.Uses + 1); // whatever larger thing was read before this test
        Held().ShouldBeInRange(bytes, 4 * bytes);

        Read(small, ShrinkRule.Uses - 1);
        Held().ShouldBeGreaterThanOrEqualTo(bytes);
        Read(small, 1);
        Held().ShouldBe(16);
        Read(large, 1);
        Held().ShouldBe(bytes);

        static int Held()
        {
            using ReaderPool<SnapshotScratch>.Lease lease = SnapshotScratch.Pool.Rent();
            return lease.Value.StateBytes;
        }

        static void Read(MetricStage stage, int times)
        {
            CountReader reader = default;
            for (int i = 0; i < times; i++) stage.Recorder.ReadSnapshots(ref reader);
        }
    }

    private static Histogram<Tick> LargeHistogram() =>
        new("h", static (in Tick t) => t.Value, options: new HistogramOptions { SignificantDigits = 3 });

    // One after the other, each on a thread of its own; what the reads allocated there.
    private static long ReadOnThreads(int threads, Action read)
    {
        long allocated = 0;
        for (int i = 0; i < threads; i++)
        {
            Producers.Run(1, _ =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                read();
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            });
        }

        return allocated;
    }

    private struct CountReader : ISnapshotReader
    {
        private int _dimensions;

        public readonly void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value) => _dimensions++;
    }

    private readonly struct MeetingReader(Barrier barrier) : ISnapshotReader
    {
        public void OnMetric(MetricDescriptor metric) => barrier.SignalAndWait(s_patience).ShouldBeTrue();

        public void OnDimension(string name, MetricValue value)
        {
        }
    }

    private struct NestingReader(MetricsRecorder[] order) : ISnapshotReader
    {
        private int _depth;

        public void OnMetric(MetricDescriptor metric)
        {
            if (_depth + 1 == order.Length) return;
            _depth++;
            order[_depth].ReadSnapshots(ref this);
            _depth--;
        }

        public readonly void OnDimension(string name, MetricValue value)
        {
        }
    }
}
