using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// A large histogram, read all the time beside a saturated runtime. Three seconds; as long as MVX_READER_SECONDS says.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed class HistogramUnderLoadTests : RuntimeFixture
{
    private const int Warm = 50;

    private static readonly double s_seconds =
        double.TryParse(Environment.GetEnvironmentVariable("MVX_READER_SECONDS"), out double seconds) ? seconds : 3;

    [Test]
    public void A_reader_of_thousands_of_buckets_sees_whole_copies_is_never_starved_and_allocates_nothing()
    {
        MetricsRecorder recorder = Runtime.CreateRecorder("busy");
        Histogram<Tick> histogram = new("h", static (in Tick t) => t.Value, options: new HistogramOptions { SignificantDigits = 3 });
        recorder.Register(histogram);
        recorder.Register(new ResponseTime<Tick>("t", static (in Tick t) => 0, static (in Tick t) => t.Value));
        histogram.MemoryBytes.ShouldBeGreaterThan(250_000);
        Gate gate = new();
        recorder.Register(gate);
        recorder.RegisterEvent(new Tock(1));
        gate.Inside.Wait(Patience).ShouldBeTrue();
        using CancellationTokenSource done = new();
        long reads = 0;
        long longest = 0;
        long allocated = -1;

        Task producing = Task.Factory.StartNew(
            () =>
            {
                long value = 1;
                while (!done.IsCancellationRequested)
                {
                    for (int i = 0; i < 1000; i++)
                    {
                        value = (value * 6364136223846793005) + 1442695040888963407;
                        recorder.TryRegisterEvent(new Tick((long)((ulong)value >> (22 + (i & 31)))));
                    }
                }
            },
            TaskCreationOptions.LongRunning);
        Task reading = Task.Factory.StartNew(() => Read(s_seconds), TaskCreationOptions.LongRunning);
        Eventually.ShouldBeTrue(() => recorder.Statistics.SnapshotRetries >= 2, "the reader has met the open section");
        gate.Go.Set();
        reading.Wait(TimeSpan.FromSeconds(s_seconds) + Patience).ShouldBeTrue("the reader was starved");
        done.Cancel();
        producing.WaitAsync(Patience).GetAwaiter().GetResult();
        Flush();

        HistogramReading last = new();
        histogram.Read(last);
        RecorderStatistics statistics = recorder.Statistics;
        (last.Count + last.OutOfRange).ShouldBe(statistics.Processed - 1, "all but the one at the gate");
        TestContext.Out.WriteLine(
            $"{reads} reads of {histogram.MemoryBytes} bytes beside {statistics.Processed} events in {s_seconds} s; longest "
            + $"{Stopwatch.GetElapsedTime(0, longest).TotalMilliseconds:0.00} ms; {statistics.SnapshotRetries} retries, "
            + $"{statistics.ServicedCopies} copies by the loop; {allocated} bytes allocated");
        reads.ShouldBeGreaterThan(Warm);
        allocated.ShouldBe(0);

        void Read(double seconds)
        {
            HistogramReading copy = new();
            Totals totals = new();
            recorder.ReadSnapshots(ref totals); // while the section is open: the loop makes the copy, and that is warm too
            recorder.Statistics.ServicedCopies.ShouldBe(1);
            long before = 0;
            long count = 0;
            long started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds || reads <= Warm)
            {
                if (reads == Warm) before = GC.GetAllocatedBytesForCurrentThread();
                long asked = Stopwatch.GetTimestamp();
                histogram.Read(copy);
                longest = Math.Max(longest, Stopwatch.GetTimestamp() - asked);
                recorder.ReadSnapshots(ref totals);
                if (HistogramTests.SumOfBuckets(copy) != copy.Count) throw new ShouldAssertException("torn");
                if (copy.Count < count) throw new ShouldAssertException("fewer than before");
                if (totals.Service != totals.Response) throw new ShouldAssertException("two histograms as of two events");
                count = copy.Count;
                reads++;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>Holds the write section open until the test lets go.</summary>
    private sealed class Gate() : Metric<long>("gate"), IMetricEventHandler<Tock>
    {
        public ManualResetEventSlim Inside { get; } = new();

        public ManualResetEventSlim Go { get; } = new();

        public bool HandleEvent(in Tock metricEvent)
        {
            Inside.Set();
            return Go.Wait(Patience);
        }

        protected override void WriteDimensions(in long state, ref DimensionWriter writer)
        {
        }
    }

    private struct Totals : ISnapshotReader
    {
        public long Service { get; private set; }

        public long Response { get; private set; }

        public readonly void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value)
        {
            if (name == "service.count") Service = value.ToInt64();
            else if (name == "response.count") Response = value.ToInt64();
        }
    }
}
