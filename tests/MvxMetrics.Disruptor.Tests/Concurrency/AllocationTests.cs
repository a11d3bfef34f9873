namespace MvxMetrics.Disruptor.Tests;

/// <summary>Invariant 5: after warm-up nothing allocates, on the producer or on the loop's thread. Exact: 0 bytes over a million events.</summary>
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
            using MetricsEventLoop loop = new(new MetricsEventLoopOptions { ProducerMode = mode, LaneCapacity = 1024, SharedLaneCapacity = 1024 });
            HookedRecorder recorder = loop.CreateRecorder("r", context => new HookedRecorder(context));
            recorder.RegisterMetric(new Counter<Tick>("count", static (in Tick t) => t.Value));
            recorder.RegisterMetric(new Gauge<Tick>("gauge", static (in Tick t) => t.Value));
            recorder.RegisterMetric(new Summary<Tick>("summary", static (in Tick t) => t.Value, static (in Tick t) => t.Value % 2 == 0));
            using EventWriter<Tick> writer = recorder.CreateWriter<Tick>();
            Run(20_000, out _, out _);

            Run(Events, out long producing, out long consuming);

            producing.ShouldBe(0, $"bytes on the producer, {mode}");
            consuming.ShouldBe(0, $"bytes on the loop, {mode}");
            recorder.Statistics.ShouldBalance(Events + 20_000, Events + 20_000);

            void Run(int events, out long producing, out long consuming)
            {
                producing = consuming = 0;
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
            }
        }
    }

    [Test]
    public void Dropping_and_refusing_allocate_nothing()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneCapacity = 2 });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        MetricsRecorder stopped = loop.CreateRecorder("stopped");
        stopped.Stop();
        for (int i = 0; i < 1000; i++) Send();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Events; i++) Send();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        recorder.Statistics.Dropped.ShouldBe(Events + 1000 - 2);
        stopped.Statistics.Refused.ShouldBe(Events + 1000);

        void Send()
        {
            recorder.TryRegisterEvent(new Tick(1));
            stopped.TryRegisterEvent(new Tick(1));
        }
    }

    [Test]
    public void A_runtimes_own_thread_allocates_nothing_while_it_applies_parks_and_wakes()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r", new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = s_patience });
        List<long> bytes = new(8); // room beforehand: the samples themselves allocate nothing
        recorder.RegisterMetric(new Counter<Tick>("count"));
        recorder.RegisterMetric(new SamplingMetric(bytes));
        for (int i = 0; i < 50_000; i++) recorder.RegisterEvent(new Tick(i));
        runtime.Flush(s_patience).ShouldBeTrue();
        recorder.RegisterEvent(new Tock(0)); // behind the flush, so that no command lies between the samples

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Events; i++)
        {
            recorder.RegisterEvent(new Tick(i));
            if (i % 250_000 == 0) Thread.Sleep(40); // the loop parks in between; nothing is waited for
        }

        recorder.RegisterEvent(new Tock(1));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0, "bytes on the producer");
        runtime.Flush(s_patience).ShouldBeTrue();

        bytes.Count.ShouldBe(2);
        (bytes[1] - bytes[0]).ShouldBe(0, "bytes on the loop's thread");
        recorder.Statistics.Processed.ShouldBe(Events + 50_002);
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
        recorder.RegisterMetric(count);
        recorder.RegisterMetric(summary);
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

            NullReader reader = default;
            try
            {
                Read(2_000);
                long before = GC.GetAllocatedBytesForCurrentThread();
                Read(Reads);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
            finally
            {
                done.Cancel();
            }

            void Read(int times)
            {
                for (int i = 0; i < times; i++)
                {
                    recorder.ReadSnapshots(ref reader);
                    _ = count.Read();
                    _ = summary.Read();
                    _ = recorder.Statistics;
                    _ = runtime.Statistics;
                }
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
            return true;
        }

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
    }
}
