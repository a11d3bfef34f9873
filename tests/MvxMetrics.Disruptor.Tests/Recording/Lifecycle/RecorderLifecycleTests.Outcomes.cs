namespace MvxMetrics.Disruptor.Tests;

/// <content>Operations that several callers share, and what comes of those that fail.</content>
internal sealed partial class RecorderLifecycleTests
{
    [Test]
    public void Every_caller_of_a_start_that_fails_gets_the_same_error()
    {
        using StagedRecorder stage = new(RecorderStatus.Created);
        IOException cause = new("no database");
        TaskCompletionSource hook = new();
        stage.Recorder.Starting = _ => hook.Task;
        Task[] callers = [stage.Recorder.StartAsync(), stage.Recorder.StartAsync()];
        stage.OnceSomebodyWaits(() => hook.SetException(cause));

        ShouldAllFail<RecorderStartException>(stage, stage.Recorder.Start, callers, cause);
        stage.Recorder.Starts.ShouldBe(1);
        stage.Recorder.Stops.ShouldBe(0, "what never ran needs no clean-up");
    }

    [Test]
    public void Every_caller_of_a_stop_that_fails_gets_the_same_error()
    {
        using StagedRecorder stage = new(RecorderStatus.Running);
        IOException cause = new("disk full");
        TaskCompletionSource hook = new();
        stage.Recorder.Stopped = _ => hook.Task;
        Task[] callers = [stage.Recorder.StopAsync(), stage.Recorder.StopAsync()];
        stage.OnceSomebodyWaits(() => hook.SetException(cause));

        ShouldAllFail<RecorderStopException>(stage, stage.Recorder.Stop, callers, cause);
        stage.Recorder.Stops.ShouldBe(1, "the hook that failed is not run again as a clean-up");
    }

    [Test]
    public void Cancelling_the_wait_for_a_stop_leaves_the_stop_alone()
    {
        using StagedRecorder stage = new(RecorderStatus.Stopping);
        using CancellationTokenSource cancelled = new();
        Task impatient = stage.Recorder.StopAsync(cancelled.Token);
        Task patient = stage.Recorder.StopAsync();

        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => impatient.WaitAsync(Patience).GetAwaiter().GetResult());
        stage.Recorder.Status.ShouldBe(RecorderStatus.Stopping);
        stage.Release();
        stage.Drive(patient);
        (stage.Recorder.Status, stage.Recorder.Stops).ShouldBe((RecorderStatus.Stopped, 1));
    }

    [Test]
    public void A_metric_that_fails_while_the_recorder_stops_fails_the_stop_after_one_clean_up()
    {
        using StagedRecorder stage = new(RecorderStatus.Running);
        stage.Recorder.Register(new ProbeMetric(static t => t.Value < 1 ? true : throw new DivideByZeroException()));
        TaskCompletionSource hook = new();
        stage.Recorder.Stopped = _ => hook.Task;
        for (int i = 0; i < 3; i++) stage.Recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();

        Task stop = stage.Recorder.StopAsync();
        stage.DriveUntil(() => stage.Recorder.Stops == 1, "the clean-up runs");
        stage.Recorder.Status.ShouldBe(RecorderStatus.Faulted);
        stop.IsCompleted.ShouldBeFalse("the stop ends behind the clean-up");
        hook.SetResult();

        Should.Throw<RecorderStopException>(() => stage.Drive(stop)).InnerException.ShouldBeSameAs(stage.Recorder.LastError);
        stage.Recorder.LastError.ShouldBeOfType<MetricFaultedException>();
        stage.Recorder.Stops.ShouldBe(1);
        stage.Recorder.Statistics.ShouldBalance(3, 3, discarded: 2);
    }

    [Test]
    public void A_recorder_that_has_started_or_started_again_has_no_last_error()
    {
        using StagedRecorder stage = new(RecorderStatus.Running);
        stage.Recorder.LastError.ShouldBeNull();
        stage.Recorder.Stop();
        stage.Recorder.LastError.ShouldBeNull();
        stage.Recorder.Start();
        stage.Recorder.LastError.ShouldBeNull();
    }

    // What a shutdown and a removal do, against somebody who restarts the recorder at the same moment.
    [Test]
    public void Stopping_from_any_status_succeeds_however_often_the_recorder_is_restarted_meanwhile()
    {
        using MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        using CancellationTokenSource done = new();
        Task restarts = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                try
                {
                    recorder.Start();
                    recorder.Stop();
                }
                catch (RecorderStateException)
                {
                    // the other side was faster
                }
            }
        });
        for (int i = 0; i < 30_000; i++) recorder.StopFromAnyStatus("Remove");
        done.Cancel();
        restarts.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        recorder.Status.ShouldBeOneOf(RecorderStatus.Stopped, RecorderStatus.Running);
    }

    // The event's thread may have seen a new recorder, and be held up until somebody has started and stopped it.
    [Test]
    public void An_event_never_restarts_a_recorder_that_was_stopped()
    {
        using MetricsEventLoop loop = new();
        for (int round = 0; round < 5000; round++)
        {
            MetricsRecorder recorder = new(loop.CreateContext("r"));
            Producers.Run(2, thread =>
            {
                if (thread == 0)
                {
                    recorder.TryRegisterEvent(new Tick(1));
                    return;
                }

                recorder.Start();
                recorder.Stop();
            });
            recorder.Status.ShouldBe(RecorderStatus.Stopped);
        }
    }

    private static void ShouldAllFail<TError>(StagedRecorder stage, Action blocking, Task[] callers, Exception cause)
        where TError : MetricsException
    {
        TError error = Should.Throw<TError>(blocking);
        stage.DriveUntil(() => callers.All(static c => c.IsCompleted), "all callers know");

        error.InnerException.ShouldBeSameAs(cause);
        foreach (Task caller in callers) caller.Exception!.InnerException.ShouldBeSameAs(error);
        (stage.Recorder.Status, stage.Recorder.LastError).ShouldBe((RecorderStatus.Faulted, error));
    }
}
