using System.Diagnostics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>No room: what each policy does, in each way of sending; every event is counted.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed partial class RecorderAdmissionTests
{
    private const int Capacity = 64; // the smallest lane, in ticks
    private MetricsEventLoop _loop = null!;

    [SetUp]
    public void CreateLoop() => _loop = new MetricsEventLoop(
        new MetricsEventLoopOptions
        {
            LaneCount = 2,
            LaneBytes = LaneRoom.BytesFor<Tick>(Capacity),
            SharedLaneBytes = LaneRoom.BytesFor<Tick>(Capacity),
        });

    [TearDown]
    public void DisposeLoop() => _loop.Dispose();

    [Test]
    public void Drop_newest_answers_false_and_counts()
    {
        MetricsRecorder recorder = Filled(OverflowPolicy.DropNewest, out TickLog log);

        recorder.RegisterEvent(new Tick(100)).ShouldBeFalse();
        recorder.TryRegisterEvent(new Tick(101)).ShouldBeFalse();
        recorder.RegisterEvents<Tick>([new(102), new(103)]).ShouldBe(0);

        _loop.RunOnce();
        log.Values.ShouldBe(Enumerable.Range(0, Capacity).Select(static i => (long)i));
        recorder.Statistics.ShouldBalance(Capacity + 4, Capacity);
        recorder.Statistics.Refused.ShouldBe(0);
    }

    [Test]
    public void Throw_is_the_default_of_a_manual_loop_and_says_how_many_were_dropped()
    {
        MetricsRecorder recorder = Filled(policy: null, out _);

        RecorderOverflowException error = Should.Throw<RecorderOverflowException>(() => recorder.RegisterEvent(new Tick(100)));
        (error.Accepted, error.Dropped).ShouldBe((0, 1));
        recorder.TryRegisterEvent(new Tick(101)).ShouldBeFalse();
        _loop.RunOnce(maxEvents: 3);
        error = Should.Throw<RecorderOverflowException>(() => recorder.RegisterEvents<Tick>([new(1), new(2), new(3), new(4), new(5)]));
        (error.Accepted, error.Dropped).ShouldBe((3, 2));

        _loop.RunOnce();
        recorder.Statistics.ShouldBalance(Capacity + 7, Capacity + 3);
    }

    [Test]
    public void Wait_waits_no_longer_than_its_time_out_and_then_drops()
    {
        using MetricsRuntime runtime = new(
            new MetricsRuntimeOptions { EventLoop = { LaneBytes = LaneRoom.BytesFor<Tick>(Capacity), LaneCount = 1 } });
        runtime.Start();
        TimeSpan timeout = TimeSpan.FromMilliseconds(100);
        MetricsRecorder recorder = runtime.CreateRecorder(
            "r", new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = timeout });
        using ManualResetEventSlim blocked = new();
        using ManualResetEventSlim go = new();
        recorder.Register(new ProbeMetric(_ =>
        {
            blocked.Set();
            return go.Wait(TimeSpan.FromSeconds(30));
        }));
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        blocked.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        for (int i = 1; i < Capacity; i++) recorder.RegisterEvent(new Tick(2)).ShouldBeTrue();

        long started = Stopwatch.GetTimestamp();
        recorder.RegisterEvent(new Tick(3)).ShouldBeFalse();
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThanOrEqualTo(timeout);

        started = Stopwatch.GetTimestamp();
        recorder.TryRegisterEvent(new Tick(4)).ShouldBeFalse();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(timeout, "TryRegisterEvent never waits");

        go.Set();
        recorder.RegisterEvent(new Tick(5)).ShouldBeTrue("room appears while it waits");
        runtime.Flush(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        recorder.Statistics.ShouldBalance(Capacity + 3, Capacity + 1);
    }

    [Test]
    public void The_time_limit_of_wait_holds_for_a_whole_span()
    {
        TimeSpan timeout = TimeSpan.FromMilliseconds(200);
        MetricsRecorder recorder = _loop.CreateRecorder(
            "r", new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = timeout });
        Producers.Run(1, _ =>
        {
            long started = Stopwatch.GetTimestamp();
            recorder.RegisterEvents<Tick>(new Tick[Capacity + 22]).ShouldBe(Capacity);
            Stopwatch.GetElapsedTime(started).ShouldBeInRange(timeout, TimeSpan.FromSeconds(3));
        });
        recorder.Statistics.Dropped.ShouldBe(22);
    }

    [Test]
    public void Wait_does_not_wait_on_the_thread_that_drives_the_loop()
    {
        MetricsRecorder recorder = _loop.CreateRecorder(
            "r", new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = TimeSpan.FromSeconds(30) });
        _loop.RunOnce();
        for (int i = 0; i < Capacity; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

        long started = Stopwatch.GetTimestamp();
        recorder.RegisterEvent(new Tick(9)).ShouldBeFalse();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Test]
    public void A_pending_limit_counts_an_event_until_its_metrics_have_run()
    {
        MetricsRecorder limited = _loop.CreateRecorder(
            "limited", new RecorderOptions { MaxPendingEvents = 3, OverflowPolicy = OverflowPolicy.DropNewest });
        MetricsRecorder free = _loop.CreateRecorder("free");
        bool inside = true;
        limited.Register(new ProbeMetric(t =>
        {
            if (t.Value == 0) inside = limited.TryRegisterEvent(new Tick(99));
            return true;
        }));

        for (int i = 0; i < 3; i++) limited.RegisterEvent(new Tick(i)).ShouldBeTrue();
        limited.RegisterEvent(new Tick(3)).ShouldBeFalse();
        free.RegisterEvent(new Tick(1)).ShouldBeTrue();
        _loop.RunOnce();

        inside.ShouldBeFalse("the event being handled is still pending, and so are the two behind it");
        for (int i = 1; i < 4; i++) limited.RegisterEvent(new Tick(i)).ShouldBeTrue();
        _loop.RunOnce();
        limited.Statistics.ShouldBalance(8, 6);
    }

    [Test]
    public void A_writer_answers_false_under_every_policy([Values] OverflowPolicy policy)
    {
        MetricsRecorder recorder = _loop.CreateRecorder("r", new RecorderOptions { OverflowPolicy = policy });
        using EventWriter<Tick> writer = recorder.CreateWriter<Tick>();
        const int Bare = 2 * Capacity; // without headers, ticks take half the room
        for (int i = 0; i < Bare; i++) writer.TryWrite(new Tick(i)).ShouldBeTrue();

        writer.TryWrite(new Tick(8)).ShouldBeFalse();

        _loop.RunOnce().ShouldBe(Bare);
        writer.TryWrite(new Tick(9)).ShouldBeTrue();
        _loop.RunOnce();
        recorder.Statistics.ShouldBalance(Bare + 2, Bare + 1);
    }

    [Test]
    public void Events_recorded_inside_a_handler_beyond_the_lanes_room_are_dropped_and_counted()
    {
        MetricsRecorder recorder = _loop.CreateRecorder("r", new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait });
        int accepted = 0;
        recorder.Register(new ProbeMetric(t =>
        {
            if (t.Value != 0) return true;
            for (int i = 1; i <= Capacity + 12; i++)
                if (recorder.RegisterEvent(new Tick(i))) accepted++;
            return true;
        }));

        recorder.RegisterEvent(new Tick(0));
        while (_loop.RunOnce() > 0)
        {
        }

        accepted.ShouldBe(Capacity - 1, "the event being handled still holds its record");
        recorder.Statistics.ShouldBalance(Capacity + 13, 1 + accepted);
    }

    private MetricsRecorder Filled(OverflowPolicy? policy, out TickLog log)
    {
        MetricsRecorder recorder = _loop.CreateRecorder("r", new RecorderOptions { OverflowPolicy = policy });
        recorder.Register(log = new TickLog());
        for (int i = 0; i < Capacity; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        return recorder;
    }
}
