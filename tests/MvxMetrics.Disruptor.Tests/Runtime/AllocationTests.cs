using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Invariant 5: after warm-up nothing allocates, on the producer or on the loop's thread. Exact: 0 bytes over a million events.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed class AllocationTests
{
    private const int Events = 1_000_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static IEnumerable<TestCaseData> Paths =>
    [
        Path("RegisterEvent", static (r, _, v) => r.RegisterEvent(new Tick(v))),
        Path("TryRegisterEvent", static (r, _, v) => r.TryRegisterEvent(new Tick(v))),
        Path("TryWrite", static (_, w, v) => w.TryWrite(new Tick(v))),
        Path("RegisterEvents", static (r, _, v) => r.RegisterEvents([new Tick(v)]) == 1),
    ];

    [TestCaseSource(nameof(Paths))]
    public void Recording_and_dispatch_allocate_nothing(
        Func<MetricsRecorder, EventWriter<Tick>, long, bool> send)
    {
        foreach (ProducerMode mode in Enum.GetValues<ProducerMode>())
        {
            using MetricsEventLoop loop = new(new MetricsEventLoopOptions
            {
                ProducerMode = mode,
                LaneBytes = LaneRoom.BytesFor<Tick>(1024),
                SharedLaneBytes = LaneRoom.BytesFor<Tick>(1024),
            });
            HookedRecorder recorder = loop.CreateRecorder("r", context => new HookedRecorder(context));
            recorder.Register(new Counter<Tick>("count", static (in Tick t) => t.Value));
            recorder.Register(new Gauge<Tick>("gauge", static (in Tick t) => t.Value));
            recorder.Register(new Summary<Tick>("summary", static (in Tick t) => t.Value, static (in Tick t) => t.Value % 2 == 0));
            using EventWriter<Tick> writer = recorder.CreateWriter<Tick>();
            long total = 0;
            Run(20_000);

            Allocations.Least(() => Run(Events).Producing).ShouldBe(0, $"bytes on the producer, {mode}");
            Allocations.Least(() => Run(Events).Consuming).ShouldBe(0, $"bytes on the loop, {mode}");
            recorder.Statistics.ShouldBalance(total, total);

            (long Producing, long Consuming) Run(int events)
            {
                long producing = 0;
                long consuming = 0;
                total += events;
                for (int sent = 0; sent < events; sent += 500)
                {
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    for (int i = 0; i < 500; i++)
                        if (!send(recorder, writer, i)) throw new InvalidOperationException("dropped");
                    long between = GC.GetAllocatedBytesForCurrentThread();
                    loop.RunOnce();
                    producing += between - before;
                    consuming += GC.GetAllocatedBytesForCurrentThread() - between;
                }

                return (producing, consuming);
            }
        }
    }

    [Test]
    public void Dropping_and_refusing_allocate_nothing()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneBytes = LaneRoom.BytesFor<Tick>(64) });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        MetricsRecorder stopped = loop.CreateRecorder("stopped");
        stopped.Stop();
        long total = 0;
        Send(1000);

        Allocations.Least(() => Send(Events)).ShouldBe(0);

        recorder.Statistics.Dropped.ShouldBe(total - 64);
        stopped.Statistics.Refused.ShouldBe(total);

        long Send(int events)
        {
            total += events;
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < events; i++)
            {
                recorder.TryRegisterEvent(new Tick(1));
                stopped.TryRegisterEvent(new Tick(1));
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Test]
    public void A_runtimes_own_thread_allocates_nothing_while_it_applies_parks_and_wakes()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder(
            "r", new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = s_patience });
        List<long> bytes = new(8); // room beforehand: the samples themselves allocate nothing
        Counter<Tick> count = recorder.Register(new Counter<Tick>("count"));
        SamplingMetric samples = new(bytes);
        recorder.Register(samples);
        for (int i = 0; i < 50_000; i++) recorder.RegisterEvent(new Tick(i));
        long total = 50_000;

        Allocations.Least(() => Measure().Producing).ShouldBe(0, "bytes on the producer");
        Allocations.Least(() => Measure().Consuming).ShouldBe(0, "bytes on the loop's thread");
        recorder.Statistics.ShouldBalance(total, total);

        (long Producing, long Consuming) Measure()
        {
            runtime.Flush(s_patience).ShouldBeTrue();
            bytes.Clear();
            recorder.RegisterEvent(new Tock(0)); // behind the flush, so that no command lies between the samples
            long sent = count.Read().Total;
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Events; i++)
            {
                recorder.RegisterEvent(new Tick(i));
                if (i % 250_000 == 0) WaitUntilApplied(sent + i + 1); // by then the loop has parked and has come back
            }

            recorder.RegisterEvent(new Tock(1));
            long producing = GC.GetAllocatedBytesForCurrentThread() - before;
            long taken = (total / Events * 2) + 2;
            Eventually.ShouldBeTrue(() => samples.Read() == taken, "both samples are taken"); // no flush: it is a command
            total += Events + 2;
            return (producing, bytes[1] - bytes[0]);
        }

        // Not Eventually: its delegate would be allocated.
        void WaitUntilApplied(long ticks)
        {
            long started = Stopwatch.GetTimestamp();
            SpinWait spin = default;
            while (count.Read().Total < ticks && Stopwatch.GetElapsedTime(started) < s_patience) spin.SpinOnce();
            if (count.Read().Total < ticks) Assert.Fail($"not applied in time: {ticks} events");
        }
    }

    [Test]
    public void Reading_allocates_nothing_quiet_or_beside_a_busy_loop([Values] bool busy)
    {
        const int Reads = 20_000;
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        Counter<Tick> count = new("count");
        Summary<Tick> summary = new("summary", static (in Tick t) => t.Value);
        recorder.Register(count);
        recorder.Register(summary);
        recorder.RegisterEvent(new Tick(1));
        using CancellationTokenSource done = new();
        long allocated = -1;

        Producers.Run(busy ? 2 : 1, thread =>
        {
            if (thread == 1)
            {
                while (!done.IsCancellationRequested) recorder.TryRegisterEvent(new Tick(1));
                return;
            }

            try
            {
                Read(2_000);
                allocated = Allocations.Least(() => Read(Reads));
            }
            finally
            {
                done.Cancel();
            }

            long Read(int times)
            {
                NullReader reader = default;
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < times; i++)
                {
                    recorder.ReadSnapshots(ref reader);
                    _ = count.Read();
                    _ = summary.Read();
                    _ = recorder.Statistics;
                    _ = runtime.Statistics;
                }

                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
        });

        allocated.ShouldBe(0);
    }

    private static TestCaseData Path(string name, Func<MetricsRecorder, EventWriter<Tick>, long, bool> send) =>
        new TestCaseData(send).SetArgDisplayNames(name);

    private struct NullReader : ISnapshotReader
    {
        private long _sum;

        public readonly void OnMetric(MetricDescriptor metric)
        {
        }

        public void OnDimension(string name, MetricValue value) => _sum += value.ToInt64();
    }

    private sealed class SamplingMetric(List<long> bytes) : Metric<long>("samples"), IMetricEventHandler<Tock>
    {
        public bool HandleEvent(in Tock metricEvent)
        {
            bytes.Add(GC.GetAllocatedBytesForCurrentThread());
            State++;
            return true;
        }

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
    }
}
