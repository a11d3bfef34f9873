using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <content>The table cell by cell: six statuses; start, shutdown, and every operation on recorders.</content>
internal sealed partial class RuntimeLifecycleTests
{
    private static readonly (string Asked, Action<MetricsRuntime> Call)[] s_operations =
    [
        ("CreateRecorder", static r => r.CreateRecorder("new")),
        ("CreateRecorder", static r => r.CreateRecorder("own", static c => new HookedRecorder(c))),
        ("GetRecorder", static r => r.GetRecorder("new")),
        ("TryGetRecorder", static r => r.TryGetRecorder("new", out _)),
        ("StopRecorder", static r => r.StopRecorder("new")),
        ("StopAndRemoveRecorder", static r => r.StopAndRemoveRecorder("new")),
        ("Flush", static r => r.Flush(s_patience)),
        ("FlushAsync", static r => r.FlushAsync().WaitAsync(s_patience).GetAwaiter().GetResult()),
        ("Capture", static r => r.Capture()),
    ];

    [TestCase(RuntimeStatus.Created)]
    [TestCase(RuntimeStatus.Starting)]
    [TestCase(RuntimeStatus.Stopping)]
    [TestCase(RuntimeStatus.Closed)]
    [TestCase(RuntimeStatus.Faulted)]
    public void Recorder_operations_are_refused_unless_running(RuntimeStatus status)
    {
        using StagedRuntime stage = new(status);
        foreach ((string asked, Action<MetricsRuntime> call) in s_operations)
        {
            RuntimeStateException error = Should.Throw<RuntimeStateException>(() => call(stage.Runtime), asked);
            error.Actual.ShouldBe(status);
            error.Message.ShouldStartWith($"{asked} was refused: runtime 'app' is {status}, and must be Running. ");
            error.InnerException.ShouldBeSameAs(status == RuntimeStatus.Faulted ? stage.Runtime.LastError.ShouldNotBeNull() : null);
        }

        stage.Runtime.Status.ShouldBe(status);
    }

    [Test]
    public void Recorder_operations_work_while_running()
    {
        using StagedRuntime stage = new(RuntimeStatus.Running);
        foreach ((string _, Action<MetricsRuntime> call) in s_operations) call(stage.Runtime);
        stage.Runtime.RecorderIds.ShouldBe(["own"]);
    }

    [TestCase(RuntimeStatus.Created)]
    [TestCase(RuntimeStatus.Starting)]
    [TestCase(RuntimeStatus.Running)]
    public void Start_leads_to_running(RuntimeStatus status)
    {
        using StagedRuntime stage = new(status);
        Task starting = Task.Run(stage.Runtime.Start);
        if (status == RuntimeStatus.Starting) starting.Wait(20).ShouldBeFalse("the thread is not up");
        stage.Release();
        starting.WaitAsync(s_patience).GetAwaiter().GetResult();
        stage.Runtime.Status.ShouldBe(RuntimeStatus.Running);
        stage.ThreadsStarted.ShouldBe(1);
    }

    [TestCase(RuntimeStatus.Stopping, "create a new one")]
    [TestCase(RuntimeStatus.Closed, "create a new one")]
    [TestCase(RuntimeStatus.Faulted, "see LastError, dispose it")]
    public void Start_is_refused_for_good(RuntimeStatus status, string advice)
    {
        using StagedRuntime stage = new(status);
        RuntimeStateException error = Should.Throw<RuntimeStateException>(stage.Runtime.Start);
        error.Message.ShouldContain($"Start was refused: runtime 'app' is {status}, and must be Created or Running.");
        error.Message.ShouldContain(advice);
        stage.Runtime.Status.ShouldBe(status);
    }

    [TestCase(RuntimeStatus.Created)]
    [TestCase(RuntimeStatus.Starting)]
    [TestCase(RuntimeStatus.Running)]
    [TestCase(RuntimeStatus.Stopping)]
    [TestCase(RuntimeStatus.Closed)]
    public void Shutdown_leads_to_closed_however_it_is_called(RuntimeStatus status)
    {
        foreach (Func<MetricsRuntime, Task> shutdown in (Func<MetricsRuntime, Task>[])
        [
            static r => Task.Run(r.Shutdown), static r => Task.Run(() => r.Shutdown(s_patience).ShouldBeTrue()),
            static r => r.ShutdownAsync(),
            static r => Task.Run(r.Dispose), static r => r.DisposeAsync().AsTask(),
        ])
        {
            using StagedRuntime stage = new(status);
            stage.ReleaseSoon();
            Task[] both = [shutdown(stage.Runtime), Task.Run(stage.Runtime.Shutdown)];
            Task.WhenAll(both).WaitAsync(s_patience).GetAwaiter().GetResult();
            (stage.Runtime.Status, stage.Runtime.LastError).ShouldBe((RuntimeStatus.Closed, null));
            stage.Runtime.RecorderIds.ShouldBeEmpty();
            if (stage.Recorder is { } recorder) (recorder.Status, recorder.Stops).ShouldBe((RecorderStatus.Stopped, 1));
        }
    }

    [Test]
    public void Shutdown_of_a_faulted_runtime_is_refused_and_disposing_it_is_not()
    {
        StagedRuntime stage = new(RuntimeStatus.Faulted);
        foreach (Action shutdown in (Action[])
        [
            stage.Runtime.Shutdown, () => stage.Runtime.Shutdown(s_patience), () => stage.Runtime.ShutdownAsync().GetAwaiter().GetResult(),
        ])
        {
            RuntimeStateException error = Should.Throw<RuntimeStateException>(shutdown);
            error.Message.ShouldContain(
                "Shutdown was refused: runtime 'app' is Faulted, and must be Created, Running, Stopping or Closed.");
            error.InnerException.ShouldBeSameAs(stage.Runtime.LastError);
        }

        stage.Runtime.Dispose();
        stage.Runtime.DisposeAsync().AsTask().Wait(s_patience).ShouldBeTrue();
        stage.Runtime.Status.ShouldBe(RuntimeStatus.Faulted, "sticky");
        stage.Thread!.Join(s_patience).ShouldBeTrue("the thread has ended");
    }

    [Test]
    public void A_loop_that_fails_faults_the_runtime_and_its_recorders_and_what_was_applied_can_be_read()
    {
        using StagedRuntime stage = new(RuntimeStatus.Faulted);
        MetricsRecorder recorder = stage.Recorder!;

        stage.Runtime.LastError.ShouldBeOfType<MetricsException>().InnerException.ShouldBeOfType<DivideByZeroException>();
        stage.Runtime.LastError!.Message.ShouldContain("runtime 'app' failed");
        recorder.Status.ShouldBe(RecorderStatus.Faulted);
        recorder.TryRegisterEvent(new Tick(1)).ShouldBeFalse();
        Should.Throw<RecorderStateException>(recorder.Stop).InnerException!.Message.ShouldContain("its loop has closed");
        recorder.GetMetricSnapshots()["log"]["sum"].ToInt64().ShouldBe(5);
        stage.Runtime.Statistics.ShouldBalance(2, 1);
    }

    [Test]
    public void A_faulted_runtime_that_was_disposed_gives_its_memory_back_although_a_thread_published_to_it()
    {
        WeakReference ring = FaultAndDispose();
        Eventually.ShouldBeTrue(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !ring.IsAlive;
            },
            "the ring buffer is collected");

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference FaultAndDispose()
        {
            using StagedRuntime stage = new(RuntimeStatus.Faulted);
            return stage.Ring!;
        }
    }

    [Test]
    public void The_thread_has_the_name_the_priority_and_the_kind_of_the_options([Values] bool isBackground)
    {
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions
        {
            Namespace = " trading ",
            ThreadPriority = ThreadPriority.BelowNormal,
            IsBackground = isBackground,
        });
        runtime.Start();
        Thread? thread = null;
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        recorder.Register(new ProbeMetric(_ => (thread = Thread.CurrentThread) is not null));
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        runtime.Flush(s_patience).ShouldBeTrue();

        (thread!.Name, thread.Priority, thread.IsBackground)
            .ShouldBe(("trading.metrics_runtime", ThreadPriority.BelowNormal, isBackground));
        runtime.Shutdown();
        thread.Join(s_patience).ShouldBeTrue();
    }
}
