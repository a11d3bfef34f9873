using System.Diagnostics;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>
/// Letting events gather: the loop sleeps although some wait, and is woken by a lane that fills faster than expected, a limit that
/// is half used up, and commands.
/// </content>
internal sealed partial class WaitContextTests
{
    private const int Capacity = 128;
    private static readonly int s_bytes = LaneRoom.BytesFor<Tick>(Capacity);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void Events_that_wait_do_not_end_it_before_its_time()
    {
        using MetricsEventLoop loop = NewLoop();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();

        Stopwatch time = Stopwatch.StartNew();
        new WaitContext(loop, 1, 0, TimeSpan.MaxValue).Park(s_patience);
        time.Elapsed.ShouldBeLessThan(s_patience, "Park does not sleep over an event");

        time.Restart();
        new WaitContext(loop, 1, 0, TimeSpan.MaxValue).Gather(TimeSpan.FromMilliseconds(50));
        time.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(45));
        loop.RunOnce().ShouldBe(1);
    }

    // A pause of a part of the time that a lane takes to fill: half as much again may come before a producer wakes the loop.
    [TestCase(0, 1)]
    [TestCase(1.0 / 12, 1)]
    [TestCase(0.1, 2)]
    [TestCase(2.0 / 12, 2)]
    [TestCase(0.25, 3)]
    [TestCase(1.0 / 3, 4)]
    [TestCase(0.5, 6)]
    [TestCase(0.6, 7)]
    [TestCase(1, 7)]
    [TestCase(1000, 7)]
    public void A_lane_that_is_already_fuller_than_expected_ends_it_at_once(double share, int eighths)
    {
        using MetricsEventLoop loop = NewLoop();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        int events = Capacity * eighths / 8;
        for (int i = 1; i < events; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

        TimeSpan shortly = TimeSpan.FromMilliseconds(30);
        Gather(shortly).ShouldBeGreaterThan(shortly * 0.9);
        recorder.RegisterEvent(new Tick(events)).ShouldBeTrue();
        Gather(s_patience).ShouldBeLessThan(s_patience / 2);
        loop.RunOnce().ShouldBe(events);

        TimeSpan Gather(TimeSpan timeout)
        {
            Stopwatch time = Stopwatch.StartNew();
            new WaitContext(loop, 1, 0, share == 0 ? TimeSpan.MaxValue : timeout / share).Gather(timeout);
            return time.Elapsed;
        }
    }

    [Test]
    public void A_shared_lane_that_is_already_fuller_than_expected_ends_it_at_once()
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { ProducerMode = ProducerMode.Ordered, SharedLaneBytes = s_bytes });
        MetricsRecorder recorder = loop.CreateRecorder("r");
        for (int i = 0; i < Capacity / 8; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

        Stopwatch time = Stopwatch.StartNew();
        new WaitContext(loop, 1, 0, TimeSpan.MaxValue).Gather(s_patience);
        time.Elapsed.ShouldBeLessThan(s_patience);
    }

    [Test]
    public void A_lane_that_fills_a_half_used_limit_and_a_command_wake_a_loop_that_lets_events_gather()
    {
        using MetricsRuntime runtime = new(
            new MetricsRuntimeOptions { EventLoop = { LaneBytes = s_bytes, WaitStrategy = new GatheringStrategy() } });
        runtime.Start();
        Counter<Tick> whole = Count(runtime, "whole", limit: null);
        Counter<Tick> limited = Count(runtime, "limited", limit: 8);

        runtime.Flush(s_patience).ShouldBeTrue("a command wakes it");

        MetricsRecorder recorder = runtime.GetRecorder("limited");
        recorder.TryRegisterEvent(new Tick(0)).ShouldBeTrue(); // leases the lane, which wakes the loop
        runtime.Flush(s_patience).ShouldBeTrue();
        long before = runtime.Statistics.WakeUps;
        for (int i = 0; i < 4; i++) recorder.TryRegisterEvent(new Tick(i)).ShouldBeTrue();
        Eventually.ShouldBeTrue(() => limited.Read().Total == 5, "four of eight pending events are half of the limit");
        runtime.Statistics.WakeUps.ShouldBe(before + 1);

        // However long it wanted to gather: before the lane is full.
        recorder = runtime.GetRecorder("whole");
        for (int i = 0; i < Capacity; i++) recorder.TryRegisterEvent(new Tick(i)).ShouldBeTrue();
        Eventually.ShouldBeTrue(() => whole.Read().Total >= Capacity * 7 / 8, "the producer comes by before the lane is full");
        runtime.Statistics.Dropped.ShouldBe(0);
    }

    [Test]
    public void The_loop_tells_how_long_a_lane_takes_to_fill()
    {
        RememberingStrategy strategy = new();
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { EventLoop = { LaneBytes = s_bytes, WaitStrategy = strategy } });
        runtime.Start();
        Eventually.ShouldBeTrue(() => strategy.FillTime == TimeSpan.MaxValue, "nothing comes");

        MetricsRecorder recorder = runtime.CreateRecorder("r");
        recorder.TryRegisterEvent(new Tick(1)).ShouldBeTrue();
        Eventually.ShouldBeTrue(() => strategy.Shortest < TimeSpan.FromMinutes(1), "an event has come");
    }

    private static Counter<Tick> Count(MetricsRuntime runtime, string id, int? limit)
    {
        Counter<Tick> counter = new("c");
        runtime.CreateRecorder(id, new RecorderOptions { MaxPendingEvents = limit }).Register(counter);
        return counter;
    }

    private static MetricsEventLoop NewLoop() => new(new MetricsEventLoopOptions { LaneBytes = s_bytes });

    private sealed class GatheringStrategy : WaitStrategy
    {
        protected internal override void Wait(in WaitContext context) => context.Gather(TimeSpan.FromMinutes(1));
    }

    private sealed class RememberingStrategy : WaitStrategy
    {
        private long _fillTicks;
        private long _shortest = long.MaxValue;

        public TimeSpan FillTime => new(Volatile.Read(ref _fillTicks));

        public TimeSpan Shortest => new(Volatile.Read(ref _shortest));

        protected internal override void Wait(in WaitContext context)
        {
            Volatile.Write(ref _fillTicks, context.FillTime.Ticks);
            if (context.Events > 0) Volatile.Write(ref _shortest, Math.Min(_shortest, context.FillTime.Ticks));
            Thread.Yield();
        }
    }
}
