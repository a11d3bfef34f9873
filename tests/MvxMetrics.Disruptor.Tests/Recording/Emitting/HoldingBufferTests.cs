using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>What is kept while a recorder starts: in order, as much as fits, with memory as needed.</summary>
[TestFixture]
internal sealed class HoldingBufferTests
{
    [Test]
    public void Events_of_several_types_come_back_in_their_order_as_they_were()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        MixedLog log = new();
        recorder.Register(log);
        loop.RunOnce();
        HoldingBuffer buffer = new(capacity: 100);
        Add(buffer, recorder, [new Tick(1), new Tick(2)]).ShouldBe(2);
        Add(buffer, recorder, [new Tock(0.5)]).ShouldBe(1);
        Add(buffer, recorder, [new Tick(3)]).ShouldBe(1);
        Add(buffer, recorder, [new Point(4, 5, 6), new Point(7, 8, 9)]).ShouldBe(2);
        buffer.Count.ShouldBe(6);
        Replay(buffer, recorder);
        log.Seen.ShouldBe(
        [
            new Tick(1), new Tick(2), new Tock(0.5), new Tick(3), new Point(4, 5, 6), new Point(7, 8, 9),
        ]);
        recorder.Statistics.ShouldBalance(6, 6);
    }

    [Test]
    public void As_many_are_taken_as_fit_and_always_the_first_ones()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        TickLog log = new();
        recorder.Register(log);
        loop.RunOnce();
        HoldingBuffer buffer = new(capacity: 5);
        Add(buffer, recorder, PublishedRun.Ticks(1, 3)).ShouldBe(3);
        Add(buffer, recorder, PublishedRun.Ticks(4, 4)).ShouldBe(2);
        Add(buffer, recorder, PublishedRun.Ticks(8, 1)).ShouldBe(0);
        buffer.Count.ShouldBe(5);
        Replay(buffer, recorder);
        log.Values.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Test]
    public void Events_come_back_in_runs_no_longer_than_a_loop_hands_over_also_after_the_buffer_has_grown()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        RunMetric metric = new();
        recorder.Register(metric);
        loop.RunOnce();
        HoldingBuffer buffer = new(capacity: 1000);
        for (int i = 0; i < 500; i += 50) Add(buffer, recorder, PublishedRun.Ticks(i, 50)).ShouldBe(50);
        Replay(buffer, recorder);
        metric.Runs.Select(static r => r.Count).ShouldBe([64, 64, 64, 64, 64, 64, 64, 52]);
        metric.Seen.ShouldBe(Enumerable.Range(0, 500).Select(static i => (long)i));
    }

    [Test]
    public void The_largest_capacity_is_the_last_that_fits_an_array_with_the_longest_events()
    {
        ((long)HoldingBuffer.MaxEvents * RecordHeader.LongestRecord).ShouldBeLessThanOrEqualTo(Array.MaxLength);
        ((HoldingBuffer.MaxEvents + 1L) * RecordHeader.LongestRecord).ShouldBeGreaterThan(Array.MaxLength);
    }

    [Test]
    public void The_holding_buffer_is_bounded_and_what_does_not_fit_is_dropped_and_counted()
    {
        TaskCompletionSource hook = new();
        using MetricsEventLoop loop = new();
        HookedRecorder recorder = new(loop.CreateContext("slow", new RecorderOptions { HoldingCapacity = 10 }))
        {
            Starting = _ => hook.Task,
        };
        TickLog log = new();
        recorder.Register(log);
        Task start = recorder.StartAsync();

        for (int i = 0; i < 10; i++) recorder.TryRegisterEvent(new Tick(i)).ShouldBeTrue();
        loop.RunOnce();
        recorder.TryRegisterEvent(new Tick(10)).ShouldBeFalse();
        Should.Throw<RecorderOverflowException>(() => recorder.RegisterEvent(new Tick(10)));
        hook.SetResult();
        Eventually.ShouldBeTrue(() => loop.RunOnce() >= 0 && start.IsCompleted, "the recorder is running");

        log.Values.Count.ShouldBe(10);
        recorder.Statistics.ShouldBalance(12, 10);
    }

    [Test]
    public void A_large_holding_capacity_takes_memory_only_as_needed_and_an_impossible_one_is_refused()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneBytes = 4096 }); // whose lease counts as well
        Should.Throw<ArgumentOutOfRangeException>(
            () => new MetricsRecorder(loop.CreateContext("r", new RecorderOptions { HoldingCapacity = 1 << 21 })))
            .ParamName.ShouldBe("HoldingCapacity");
        TaskCompletionSource hook = new();
        HookedRecorder recorder = new(loop.CreateContext("r", new RecorderOptions { HoldingCapacity = 1 << 20 }))
        {
            Starting = _ => hook.Task,
        };
        TickLog log = new();
        recorder.Register(log);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
            loop.RunOnce();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000);
        hook.SetResult();
        Eventually.ShouldBeTrue(() => loop.RunOnce() >= 0 && recorder.Status == RecorderStatus.Running, "the recorder runs");
        log.Values.ShouldBe(Enumerable.Range(0, 1000).Select(i => (long)i));
    }

    private static int Add<TEvent>(HoldingBuffer buffer, MetricsRecorder recorder, TEvent[] events)
        where TEvent : unmanaged, IMetricEvent
    {
        int taken = -1;
        PublishedRun.Of(recorder, events, (in RecordRun run) => taken = buffer.Add(in run));
        return taken;
    }

    // As the pipeline does, which has counted them as kept.
    private static void Replay(HoldingBuffer buffer, MetricsRecorder recorder)
    {
        recorder.Pipeline.Account.AddHeld(buffer.Count);
        buffer.ReplayInto(recorder.Pipeline);
        recorder.Pipeline.Account.Held.ShouldBe(0);
    }

    private sealed class MixedLog()
        : Metric<long>("mixed"), IMetricEventHandler<Tick>, IMetricEventHandler<Tock>, IMetricEventHandler<Point>
    {
        public List<object> Seen { get; } = [];

        public bool HandleEvent(in Tick metricEvent) => Note(metricEvent);

        public bool HandleEvent(in Tock metricEvent) => Note(metricEvent);

        public bool HandleEvent(in Point metricEvent) => Note(metricEvent);

        protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);

        private bool Note(object metricEvent)
        {
            Seen.Add(metricEvent);
            State++;
            return true;
        }
    }
}
