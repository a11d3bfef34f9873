namespace MvxMetrics.Disruptor.Tests;

/// <summary>The numbers of recorders and loops: each is exact, reading them is free, and possible at any time.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class RuntimeStatisticsTests
{
    private const int Reads = 5_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void Every_number_of_a_scripted_run_is_exact()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions
        {
            LaneCount = 2,
            LaneBytes = LaneRoom.BareBytesFor<Tick>(128),
            SharedLaneBytes = LaneRoom.BytesFor<Tick>(64),
        });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(new ProbeMetric(static t => t.Value != 99 ? true : throw new DivideByZeroException()));
        MetricsRecorder other = loop.CreateRecorder("other");
        EventWriter<Tick> first = recorder.CreateWriter<Tick>();
        EventWriter<Tick> second = recorder.CreateWriter<Tick>();
        EventWriter<Tick> shared = other.CreateWriter<Tick>();

        for (int i = 0; i < 130; i++) first.TryWrite(new Tick(i % 50)); // 128 fit
        for (int i = 0; i < 3; i++) second.TryWrite(new Tick(i));
        for (int i = 0; i < 66; i++) shared.TryWrite(new Tick(i)); // 64 fit
        recorder.TryRegisterEvent(default(Event1017)).ShouldBeFalse();
        ShouldBe(recorder.Statistics, processed: 0, discarded: 0, pending: 131, dropped: 3, refused: 1);
        ShouldBe(other.Statistics, processed: 0, discarded: 0, pending: 64, dropped: 2, refused: 0);
        loop.Statistics.ShouldBe(new RuntimeStatistics
        {
            Accepted = 195,
            Processed = 0,
            Discarded = 0,
            Dropped = 5,
            Refused = 1,
            SharedLaneEvents = 64,
            LaneCount = 2,
            LanesLeased = 2,
            HighWaterMark = 0,
            Batches = 0,
            LargestBatch = 0,
            WakeUps = 0,
            SnapshotRetries = 0,
            ServicedCopies = 0,
        });
        (loop.Statistics.Attempted, loop.Statistics.Pending).ShouldBe((200, 195));

        loop.RunOnce(maxEvents: 5).ShouldBe(5);
        loop.RunOnce().ShouldBe(190);
        loop.RunOnce().ShouldBe(0);
        first.Dispose();
        second.TryWrite(new Tick(99)).ShouldBeTrue();
        second.TryWrite(new Tick(1)).ShouldBeTrue();
        loop.RunOnce().ShouldBe(2);
        second.TryWrite(new Tick(1)).ShouldBeFalse("faulted");

        ShouldBe(recorder.Statistics, processed: 131, discarded: 2, pending: 0, dropped: 4, refused: 2);
        loop.Statistics.ShouldBe(new RuntimeStatistics
        {
            Accepted = 197,
            Processed = 195,
            Discarded = 2,
            Dropped = 6,
            Refused = 2,
            SharedLaneEvents = 64,
            LaneCount = 2,
            LanesLeased = 1,
            HighWaterMark = 128,
            Batches = 3,
            LargestBatch = 190,
            WakeUps = 0,
            SnapshotRetries = 0,
            ServicedCopies = 0,
        });
        (loop.Statistics.Attempted, loop.Statistics.Pending).ShouldBe((203, 0));
        (recorder.Statistics.Attempted, recorder.Statistics.Accepted).ShouldBe((137, 133));
    }

    [Test]
    public void Retries_and_serviced_copies_of_all_recorders_add_up_also_of_removed_ones()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder[] recorders = [runtime.CreateRecorder("a"), runtime.CreateRecorder("b")];
        foreach (MetricsRecorder recorder in recorders) ReadBesideAHandler(runtime, recorder);
        runtime.StopAndRemoveRecorder("a");
        runtime.Capture();

        foreach (MetricsRecorder recorder in recorders)
        {
            recorder.Statistics.SnapshotRetries.ShouldBe(16);
            recorder.Statistics.ServicedCopies.ShouldBe(1);
        }

        (runtime.Statistics.SnapshotRetries, runtime.Statistics.ServicedCopies).ShouldBe((32, 2));
    }

    [Test]
    public void A_parked_loop_counts_who_wakes_it()
    {
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { EventLoop = { WaitStrategy = new ParkingStrategy() } });
        runtime.Start();
        long before = runtime.Statistics.WakeUps;
        runtime.Flush(s_patience).ShouldBeTrue();
        runtime.Statistics.WakeUps.ShouldBeInRange(before, before + 1, "one a command that finds the loop parked");
        Eventually.ShouldBeTrue(() => runtime.Flush(s_patience) && runtime.Statistics.WakeUps > before, "a flush wakes it");
    }

    [Test]
    public void A_recorders_numbers_are_read_in_every_status_and_after_its_loop_has_closed_for_no_bytes([Values] RecorderStatus status)
    {
        using StagedRecorder stage = new(status);
        RecorderStatistics before = stage.Recorder.Statistics;
        ShouldCostNothing(() => stage.Recorder.Statistics.Attempted + stage.Loop.Statistics.Attempted);
        stage.Recorder.Statistics.ShouldBe(before);
        stage.Recorder.Status.ShouldBe(status);

        stage.Dispose();

        ShouldCostNothing(() => stage.Recorder.Statistics.Attempted + stage.Loop.Statistics.Attempted);
        stage.Recorder.Statistics.Pending.ShouldBe(0);
    }

    [Test]
    public void A_runtimes_numbers_are_read_in_every_status_and_after_its_end_for_no_bytes([Values] RuntimeStatus status)
    {
        using StagedRuntime stage = new(status);
        ShouldCostNothing(() => stage.Runtime.Statistics.Attempted + stage.Runtime.MemoryBytes);
        stage.Runtime.Status.ShouldBe(status);

        stage.Dispose();

        ShouldCostNothing(() => stage.Runtime.Statistics.Attempted + stage.Runtime.MemoryBytes);
        stage.Runtime.Statistics.Pending.ShouldBe(0);
    }

    [Test]
    public void Numbers_are_read_inside_a_handler_for_no_bytes_and_show_the_event_as_pending()
    {
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        long allocated = -1;
        List<(long Pending, long Processed, long LoopPending)> seen = [];
        recorder.Register(new ProbeMetric(_ =>
        {
            allocated = Allocations.Least(() => Read(() => recorder.Statistics.Pending + loop.Statistics.Pending));
            seen.Add((recorder.Statistics.Pending, recorder.Statistics.Processed, loop.Statistics.Pending));
            return true;
        }));
        for (int i = 0; i < 2; i++)
        {
            recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
            loop.RunOnce().ShouldBe(1);
        }

        allocated.ShouldBe(0);
        seen.ShouldBe([(1, 0, 1), (1, 1, 1)]);
        recorder.Statistics.ShouldBalance(2, 2);
    }

    [Test]
    public void Events_kept_while_starting_are_pending_until_they_have_been_applied()
    {
        using StagedRecorder stage = new(RecorderStatus.Starting);
        List<(long Pending, long Accepted, long LoopPending)> seen = [];
        stage.Recorder.Changed = (_, _) =>
            seen.Add((stage.Recorder.Statistics.Pending, stage.Recorder.Statistics.Accepted, stage.Loop.Statistics.Pending));
        for (int i = 0; i < 3; i++) stage.Recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        stage.Loop.RunOnce().ShouldBe(3);
        (stage.Recorder.Statistics.Pending, stage.Loop.Statistics.Pending).ShouldBe((3, 3));

        stage.Release();
        stage.DriveUntil(RecorderStatus.Running);

        seen.ShouldBe([(3, 3, 3), (3, 3, 3), (3, 3, 3)]);
        stage.Recorder.Statistics.ShouldBalance(3, 3);
        stage.Loop.Statistics.ShouldBalance(3, 3);
    }

    [Test]
    public void What_was_attempted_and_what_is_pending_follow_from_the_counts()
    {
        RuntimeStatistics statistics = new()
        {
            Accepted = 100,
            Processed = 60,
            Discarded = 7,
            Dropped = 20,
            Refused = 5,
            SharedLaneEvents = 0,
            LaneCount = 1,
            LanesLeased = 0,
            HighWaterMark = 0,
            Batches = 0,
            LargestBatch = 0,
            WakeUps = 0,
            SnapshotRetries = 0,
            ServicedCopies = 0,
        };
        (statistics.Attempted, statistics.Pending).ShouldBe((120, 33));
    }

    private static void ShouldBe(RecorderStatistics actual, long processed, long discarded, long pending, long dropped, long refused) =>
        actual.ShouldBe(new RecorderStatistics
        {
            Processed = processed,
            Discarded = discarded,
            Pending = pending,
            Dropped = dropped,
            Refused = refused,
            SnapshotRetries = 0,
            ServicedCopies = 0,
        });

    private static void ShouldCostNothing(Func<long> read)
    {
        Read(read);
        Allocations.Least(() => Read(read)).ShouldBe(0);
    }

    private static long Read(Func<long> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Reads; i++) read();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // The handler holds the write section until the reader has given up trying, so the loop must make the copy.
    private static void ReadBesideAHandler(MetricsRuntime runtime, MetricsRecorder recorder)
    {
        using ManualResetEventSlim inside = new();
        recorder.Register(new ProbeMetric(_ =>
        {
            inside.Set();
            Eventually.ShouldBeTrue(() => recorder.Statistics.SnapshotRetries == 16, "the reader has tried 16 times");
            return true;
        }));
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        inside.Wait(s_patience).ShouldBeTrue();
        recorder.GetMetricSnapshots()["probe"]["count"].ToInt64().ShouldBe(1);
        runtime.Flush(s_patience).ShouldBeTrue();
    }

    private sealed class ParkingStrategy : WaitStrategy
    {
        protected internal override void Wait(in WaitContext context) => context.Park(TimeSpan.FromMinutes(1));
    }
}
