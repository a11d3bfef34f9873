using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Calls for many events, and permits of attempts that came to nothing.</content>
internal sealed partial class RecorderAdmissionTests
{
    [Test]
    public void A_call_that_was_accepted_in_part_is_not_refused_with_an_error(
        [Values(RecorderStatus.Stopping, RecorderStatus.Stopped, RecorderStatus.Faulted)] RecorderStatus status)
    {
        using StagedRecorder stage = new(status);
        RecorderAdmission admission = AdmissionOf(stage.Recorder);
        long before = stage.Recorder.Statistics.Attempted;
        long waitStarted = 0;
        admission.Register(new Tick(1), ref waitStarted, acceptedBefore: 2, remaining: 5, "RegisterEvents").ShouldBeFalse();
        (stage.Recorder.Statistics.Refused, stage.Recorder.Statistics.Dropped).ShouldBe((5, 5), "the whole rest is counted");

        RecorderStateException error = Should.Throw<RecorderStateException>(
            () => admission.Register(new Tick(1), ref waitStarted, acceptedBefore: 0, remaining: 7, "RegisterEvents"));
        error.Actual.ShouldBe(status);
        error.Message.ShouldStartWith($"RegisterEvents was refused: recorder 'r' is {status}, and must be Created, Starting or Running.");
        (stage.Recorder.Statistics.Refused, stage.Recorder.Statistics.Attempted).ShouldBe((12, before + 12));
    }

    [Test]
    public void The_rest_of_a_call_is_dropped_with_the_event_that_found_no_room()
    {
        MetricsRecorder recorder = Filled(OverflowPolicy.DropNewest, out _);
        long waitStarted = 0;
        AdmissionOf(recorder).Register(new Tick(1), ref waitStarted, acceptedBefore: 3, remaining: 40, "RegisterEvents").ShouldBeFalse();
        (recorder.Statistics.Dropped, recorder.Statistics.Refused).ShouldBe((40, 0));
        waitStarted.ShouldBe(0, "nothing was waited for");
    }

    [Test]
    public void An_attempt_that_found_no_room_takes_none_of_the_pending_limit_away()
    {
        MetricsRecorder recorder = _loop.CreateRecorder(
            "r", new RecorderOptions { MaxPendingEvents = Capacity + 5, OverflowPolicy = OverflowPolicy.DropNewest });
        using EventWriter<Tick> writer = recorder.CreateWriter<Tick>();
        for (int i = 0; i < Capacity; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        for (int i = 0; i < 3; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeFalse("the lane is full, the limit is not reached");
        for (int i = 0; i < 5; i++) writer.TryWrite(new Tick(i)).ShouldBeTrue("another lane has room, and so has the limit");
        writer.TryWrite(new Tick(5)).ShouldBeFalse("the limit is reached");
        _loop.RunOnce().ShouldBe(Capacity + 5);
        recorder.Statistics.ShouldBalance(Capacity + 9, Capacity + 5);
    }

    [Test]
    public void An_attempt_that_found_no_room_takes_none_of_the_holding_capacity_away()
    {
        RecorderOptions options = new() { HoldingCapacity = Capacity + 5, OverflowPolicy = OverflowPolicy.DropNewest };
        using StagedRecorder stage = new(RecorderStatus.Starting, options);
        AdmissionOf(stage.Recorder).HoldingCapacity.ShouldBe(Capacity + 5);
        for (int i = 0; i < Capacity; i++) stage.Recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        for (int i = 0; i < 10; i++) stage.Recorder.RegisterEvent(new Tick(i)).ShouldBeFalse("the lane is full");
        stage.Loop.RunOnce();
        for (int i = 0; i < 5; i++) stage.Recorder.RegisterEvent(new Tick(i)).ShouldBeTrue("so many more are kept");
        for (int i = 0; i < 10; i++) stage.Recorder.RegisterEvent(new Tick(i)).ShouldBeFalse("no more are kept");
        stage.Release();
        stage.DriveUntil(RecorderStatus.Running);
        stage.Loop.RunOnce();
        stage.Recorder.Statistics.ShouldBalance(Capacity + 25, Capacity + 5);
    }

    [Test]
    public void A_restart_may_keep_as_many_as_the_start_before()
    {
        RecorderOptions options = new() { HoldingCapacity = 3, OverflowPolicy = OverflowPolicy.DropNewest };
        using StagedRecorder stage = new(RecorderStatus.Created, options);
        for (int start = 0; start < 2; start++)
        {
            TaskCompletionSource hook = new();
            stage.Recorder.Starting = _ => hook.Task;
            Task starting = stage.Recorder.StartAsync();
            stage.Recorder.RegisterEvents<Tick>(new Tick[5]).ShouldBe(3);
            hook.SetResult();
            stage.Drive(starting);
            stage.Drive(stage.Recorder.StopAsync());
        }

        stage.Recorder.Statistics.ShouldBalance(10, 6);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_admission")]
    private static extern ref RecorderAdmission AdmissionOf(MetricsRecorder recorder);
}
