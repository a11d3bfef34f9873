using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What readers keep goes by how many read at once and how much, not by how many threads have ever read.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class ReadersMemoryTests
{
    private const int Threads = 100;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

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
    public void Nor_do_they_when_the_loop_makes_their_copies()
    {
        long allocated = 0;
        ProbeMetric gate = null!;
        MetricsRecorder recorder = null!;
        Thread? thread = null;
        gate = new ProbeMetric(_ =>
        {
            // The write section is open until the thread has given up trying by itself.
            long retries = recorder.Statistics.SnapshotRetries;
            thread = new Thread(() =>
            {
                CountReader reader = default;
                long before = GC.GetAllocatedBytesForCurrentThread();
                recorder.ReadSnapshots(ref reader);
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            });
            thread.Start();
            Eventually.ShouldBeTrue(() => recorder.Statistics.SnapshotRetries == retries + 2, "two attempts met the writer");
            return true;
        });
        using MetricStage stage = new(LargeHistogram(), gate);
        recorder = stage.Recorder;
        Read(2);
        int measured = 0;

        Allocations.Least(() => Read(Threads)).ShouldBe(0);
        recorder.Statistics.ServicedCopies.ShouldBe(measured + 2);

        long Read(int threads)
        {
            measured = (int)recorder.Statistics.ServicedCopies - 2 + threads;
            allocated = 0;
            for (int i = 0; i < threads; i++)
            {
                recorder.RegisterEvent(new Tick(1));
                stage.Loop.RunOnce();
                thread!.Join(s_patience).ShouldBeTrue();
            }

            return allocated;
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

    [Test]
    public void A_request_whose_reader_gave_up_stays_with_the_loop()
    {
        using CancellationTokenSource go = new();
        using MetricStage stage = new(new ProbeMetric(_ => go.Token.WaitHandle.WaitOne(s_patience)));
        CopyRequest.Pool.Rent().Dispose();
        int free = CopyRequest.Pool.Free;
        stage.Recorder.RegisterEvent(new Tick(1));
        Task driving = Task.Factory.StartNew(() => stage.Loop.RunOnce(), TaskCreationOptions.LongRunning);
        TimeSpan patience = StateReader.TimeLimit;
        try
        {
            // Until the handler is inside, a read succeeds without the loop.
            StateReader.TimeLimit = TimeSpan.FromMilliseconds(10);
            Eventually.ShouldBeTrue(GivesUp, "the reader has met the open section");
            CopyRequest.Pool.Free.ShouldBe(free - 1);
        }
        finally
        {
            StateReader.TimeLimit = patience;
            go.Cancel();
            driving.WaitAsync(s_patience).GetAwaiter().GetResult();
        }

        stage.Loop.RunOnce();
        CopyRequest.Pool.Free.ShouldBe(free - 1, "the loop has completed it, and nobody waits for it");
        stage.Recorder.GetMetricSnapshots()["probe"]["count"].ToInt64().ShouldBe(1);

        bool GivesUp()
        {
            try
            {
                _ = stage.Recorder.GetMetricSnapshots();
                return false;
            }
            catch (MetricsException)
            {
                return true;
            }
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
