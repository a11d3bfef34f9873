using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>The table cell by cell: six statuses, four calls.</content>
internal sealed partial class RecorderLifecycleTests
{
    [TestCase(RecorderStatus.Created, 1)]
    [TestCase(RecorderStatus.Starting, 1)]
    [TestCase(RecorderStatus.Stopped, 2)]
    public void Start_leads_to_running_or_joins_the_start_under_way(RecorderStatus status, int starts)
    {
        using StagedRecorder stage = new(status);

        Task first = stage.Recorder.StartAsync();
        Task second = stage.Recorder.StartAsync();
        (first.IsCompleted || second.IsCompleted).ShouldBeFalse("nobody drives the loop, and the hook has not ended");
        stage.OnceSomebodyWaits(stage.Release);
        stage.Recorder.Start();

        stage.Drive(Task.WhenAll(first, second));
        stage.Recorder.Status.ShouldBe(RecorderStatus.Running);
        stage.Recorder.Starts.ShouldBe(starts, "one operation");
        stage.Recorder.LastError.ShouldBeNull();
    }

    [TestCase(RecorderStatus.Running)]
    [TestCase(RecorderStatus.Stopping)]
    [TestCase(RecorderStatus.Faulted)]
    public void Start_is_refused_otherwise_and_changes_nothing(RecorderStatus status)
    {
        using StagedRecorder stage = new(status);

        ShouldRefuse(stage, stage.Recorder.Start, "Start was refused", "must be Created, Starting or Stopped");
        ShouldRefuse(
            stage, () => stage.Recorder.StartAsync().GetAwaiter().GetResult(), "Start was refused", "must be Created, Starting or Stopped");

        stage.Recorder.Starts.ShouldBe(1);
    }

    [TestCase(RecorderStatus.Running)]
    [TestCase(RecorderStatus.Stopping)]
    public void Stop_leads_to_stopped_or_joins_the_stop_under_way(RecorderStatus status)
    {
        using StagedRecorder stage = new(status);

        Task first = stage.Recorder.StopAsync();
        Task second = stage.Recorder.StopAsync();
        stage.Recorder.Status.ShouldBe(RecorderStatus.Stopping);
        (first.IsCompleted || second.IsCompleted).ShouldBeFalse("nobody drives the loop, and the hook has not ended");
        stage.OnceSomebodyWaits(stage.Release);
        stage.Recorder.Stop();

        stage.Drive(Task.WhenAll(first, second));
        stage.Recorder.Status.ShouldBe(RecorderStatus.Stopped);
        stage.Recorder.Stops.ShouldBe(1, "one operation");
    }

    [TestCase(RecorderStatus.Created)]
    [TestCase(RecorderStatus.Starting)]
    [TestCase(RecorderStatus.Stopped)]
    [TestCase(RecorderStatus.Faulted)]
    public void Stop_is_refused_otherwise_and_changes_nothing(RecorderStatus status)
    {
        using StagedRecorder stage = new(status);
        int stops = stage.Recorder.Stops;

        ShouldRefuse(stage, stage.Recorder.Stop, "Stop was refused", "must be Running or Stopping");
        ShouldRefuse(stage, () => stage.Recorder.StopAsync().GetAwaiter().GetResult(), "Stop was refused", "must be Running or Stopping");

        stage.Recorder.Stops.ShouldBe(stops);
    }

    [TestCase(RecorderStatus.Created)]
    [TestCase(RecorderStatus.Starting)]
    [TestCase(RecorderStatus.Running)]
    public void Events_are_accepted_and_applied_in_every_way_of_sending(RecorderStatus status)
    {
        using StagedRecorder stage = new(status);
        using EventWriter<Tick> writer = stage.Recorder.CreateWriter<Tick>();

        stage.Recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        stage.Recorder.TryRegisterEvent(new Tick(2)).ShouldBeTrue();
        stage.Recorder.RegisterEvents<Tick>([new(3), new(4)]).ShouldBe(2);
        writer.TryWrite(new Tick(5)).ShouldBeTrue();
        stage.Loop.RunOnce();
        if (status == RecorderStatus.Starting) stage.Log.Values.ShouldBeEmpty("kept until it runs");
        stage.Release();
        stage.DriveUntil(() => stage.Recorder.Statistics.Pending == 0, "everything is applied");

        stage.Recorder.Status.ShouldBe(RecorderStatus.Running);
        stage.Log.Values.Order().ShouldBe([1, 2, 3, 4, 5]);
        stage.Log.Values.Where(static v => v < 5).ShouldBe([1, 2, 3, 4], "in order, but for the writer's");
        stage.Recorder.Statistics.ShouldBalance(5, 5);
    }

    [TestCase(RecorderStatus.Stopping)]
    [TestCase(RecorderStatus.Stopped)]
    [TestCase(RecorderStatus.Faulted)]
    public void Events_are_refused_otherwise_and_counted_in_every_way_of_sending(RecorderStatus status)
    {
        using StagedRecorder stage = new(status);
        using EventWriter<Tick> writer = stage.Recorder.CreateWriter<Tick>();
        int accepted = status == RecorderStatus.Faulted ? 1 : 0;

        ShouldRefuse(
            stage, () => stage.Recorder.RegisterEvent(new Tick(1)), "RegisterEvent was refused", "must be Created, Starting or Running");
        ShouldRefuse(
            stage, () => stage.Recorder.RegisterEvents<Tick>([new(2), new(3)]),
            "RegisterEvents was refused", "must be Created, Starting or Running");
        stage.Recorder.TryRegisterEvent(new Tick(4)).ShouldBeFalse();
        writer.TryWrite(new Tick(5)).ShouldBeFalse();
        stage.Loop.RunOnce().ShouldBe(0);

        stage.Log.Values.Count.ShouldBe(accepted);
        stage.Recorder.Statistics.ShouldBalance(5 + accepted, accepted, discarded: accepted);
        stage.Recorder.Statistics.Refused.ShouldBe(5);
    }

    [TestCase(RecorderStatus.Created)]
    [TestCase(RecorderStatus.Starting)]
    [TestCase(RecorderStatus.Running)]
    public void A_metric_is_registered_and_sees_what_is_sent_afterwards(RecorderStatus status)
    {
        using StagedRecorder stage = new(status);
        Counter<Tick> late = new("late");

        Producers.Run(1, _ => stage.Recorder.Register(late)); // any thread
        stage.Recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        stage.Release();
        stage.DriveUntil(() => stage.Recorder.Statistics.Pending == 0, "everything is applied");

        stage.Recorder.Metrics.ShouldBe([stage.Log, late]);
        late.Read().Total.ShouldBe(1);
    }

    [TestCase(RecorderStatus.Stopping)]
    [TestCase(RecorderStatus.Stopped)]
    [TestCase(RecorderStatus.Faulted)]
    public void A_metric_is_refused_otherwise_and_stays_free(RecorderStatus status)
    {
        using StagedRecorder stage = new(status);
        int metrics = stage.Recorder.Metrics.Count;
        Counter<Tick> late = new("late");

        ShouldRefuse(stage, () => stage.Recorder.Register(late), "Register was refused", "must be Created, Starting or Running");

        stage.Recorder.Metrics.Count.ShouldBe(metrics);
        stage.Loop.CreateRecorder("other").Register(late);
    }

    private static void ShouldRefuse(StagedRecorder stage, Action call, string asked, string allowed)
    {
        RecorderStatus status = stage.Recorder.Status;
        Exception? lastError = stage.Recorder.LastError;

        RecorderStateException error = Should.Throw<RecorderStateException>(call);

        error.Actual.ShouldBe(status);
        error.Message.ShouldContain(asked);
        error.Message.ShouldContain($"recorder 'r' is {status}, and {allowed}");
        error.InnerException.ShouldBeSameAs(status == RecorderStatus.Faulted ? lastError.ShouldNotBeNull() : null);
        (stage.Recorder.Status, stage.Recorder.LastError).ShouldBe((status, lastError), "a refusal changes nothing");
    }
}
