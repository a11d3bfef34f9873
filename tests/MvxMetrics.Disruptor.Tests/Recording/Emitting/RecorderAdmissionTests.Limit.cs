using System.Diagnostics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>The table of policies, for a full lane and for a recorder's own limit.</content>
internal sealed partial class RecorderAdmissionTests
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(150);

    [Test]
    public void Register_event_does_as_its_policy_says_and_counts([Values] OverflowPolicy policy, [Values(null, 3)] int? limit)
    {
        MetricsRecorder recorder = Limited(policy, limit, out int room);
        Producers.Run(1, _ =>
        {
            for (int i = 0; i < room; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

            long started = Stopwatch.GetTimestamp();
            if (policy == OverflowPolicy.Throw)
                Should.Throw<RecorderOverflowException>(() => recorder.RegisterEvent(new Tick(9))).Dropped.ShouldBe(1);
            else
                recorder.RegisterEvent(new Tick(9)).ShouldBeFalse();
            if (policy == OverflowPolicy.Wait) Stopwatch.GetElapsedTime(started).ShouldBeGreaterThanOrEqualTo(s_wait);
        });

        _loop.RunOnce().ShouldBe(room);
        recorder.Statistics.ShouldBalance(room + 1, room);
        (recorder.Statistics.Refused, _loop.Statistics.Dropped).ShouldBe((0, 1));
    }

    [Test]
    public void Try_register_event_answers_false_at_once_and_counts_under_every_policy(
        [Values] OverflowPolicy policy, [Values(null, 3)] int? limit)
    {
        MetricsRecorder recorder = Limited(policy, limit, out int room, TimeSpan.FromSeconds(30));
        Producers.Run(1, _ =>
        {
            for (int i = 0; i < room; i++) recorder.TryRegisterEvent(new Tick(i)).ShouldBeTrue();

            long started = Stopwatch.GetTimestamp();
            recorder.TryRegisterEvent(new Tick(9)).ShouldBeFalse();
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        });

        _loop.RunOnce().ShouldBe(room);
        recorder.Statistics.ShouldBalance(room + 1, room);
        (recorder.Statistics.Refused, _loop.Statistics.Dropped).ShouldBe((0, 1));
    }

    [Test]
    public void Drop_newest_is_the_default_of_a_runtime_and_a_loops_options_change_either_default()
    {
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions
        {
            EventLoop =
            {
                LaneCount = 1,
                LaneBytes = LaneRoom.BytesFor<Tick>(Capacity),
                SharedLaneBytes = LaneRoom.BytesFor<Tick>(Capacity),
            },
        });
        using MetricsRuntime throwing = new(new MetricsRuntimeOptions
        {
            EventLoop =
            {
                LaneCount = 1,
                LaneBytes = LaneRoom.BytesFor<Tick>(Capacity),
                SharedLaneBytes = LaneRoom.BytesFor<Tick>(Capacity),
                OverflowPolicy = OverflowPolicy.Throw,
            },
        });
        using ManualResetEventSlim go = new();
        foreach (MetricsRuntime each in (MetricsRuntime[])[runtime, throwing])
        {
            each.Start();
            MetricsRecorder recorder = each.CreateRecorder("r");
            recorder.Register(new ProbeMetric(_ => go.Wait(TimeSpan.FromSeconds(30))));
            for (int i = 0; i < Capacity; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
            if (each == throwing) Should.Throw<RecorderOverflowException>(() => recorder.RegisterEvent(new Tick(3)));
            else recorder.RegisterEvent(new Tick(3)).ShouldBeFalse();
            recorder.Statistics.Dropped.ShouldBe(1);
        }

        go.Set();
    }

    [Test]
    public void A_pending_limit_counts_an_event_until_its_change_hooks_have_run()
    {
        HookedRecorder recorder = new(
            _loop.CreateContext("r", new RecorderOptions { MaxPendingEvents = 1, OverflowPolicy = OverflowPolicy.DropNewest }));
        recorder.Start();
        recorder.Register(new TickLog());
        bool inside = true;
        long pending = 0;
        recorder.Changed = (_, _) =>
        {
            inside = recorder.TryRegisterEvent(new Tick(2));
            pending = recorder.Statistics.Pending;
        };

        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        _loop.RunOnce().ShouldBe(1);

        inside.ShouldBeFalse("the event is pending until the last hook has returned");
        pending.ShouldBe(1);
        recorder.Changed = null;
        recorder.RegisterEvent(new Tick(3)).ShouldBeTrue();
        _loop.RunOnce().ShouldBe(1);
        recorder.Statistics.ShouldBalance(3, 2);
    }

    private MetricsRecorder Limited(OverflowPolicy policy, int? limit, out int room, TimeSpan? timeout = null)
    {
        room = limit ?? Capacity;
        return _loop.CreateRecorder(
            "r", new RecorderOptions { OverflowPolicy = policy, WaitTimeout = timeout ?? s_wait, MaxPendingEvents = limit });
    }
}
