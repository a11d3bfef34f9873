namespace MvxMetrics.Disruptor.Tests;

/// <summary>The runtime's table of statuses, row by row.</summary>
[TestFixture]
internal sealed partial class RuntimeLifecycleTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void A_created_runtime_refuses_recorder_operations_and_closes_without_having_run()
    {
        MetricsRuntime runtime = new(new MetricsRuntimeOptions { Namespace = " app " });
        (runtime.Status, runtime.Namespace).ShouldBe((RuntimeStatus.Created, "app"));
        Action[] operations =
        [
            () => runtime.CreateRecorder("r"), () => runtime.GetRecorder("r"), () => runtime.TryGetRecorder("r", out _),
            () => runtime.StopRecorder("r"), () => runtime.StopAndRemoveRecorder("r"),
            () => runtime.Flush(s_patience), () => runtime.Capture(),
        ];
        foreach (Action operation in operations)
            Should.Throw<RuntimeStateException>(operation).Message.ShouldContain("is Created, and must be Running. Call Start first.");

        runtime.Shutdown();

        runtime.Status.ShouldBe(RuntimeStatus.Closed);
        Should.Throw<RuntimeStateException>(runtime.Start).Actual.ShouldBe(RuntimeStatus.Closed);
        foreach (Action operation in operations) Should.Throw<RuntimeStateException>(operation);
        runtime.Shutdown();
        runtime.Dispose();
    }

    [Test]
    public void A_running_runtime_ignores_a_second_start_and_keeps_its_thread()
    {
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { Namespace = "app", ThreadPriority = ThreadPriority.AboveNormal });
        Producers.Run(4, _ => runtime.Start());
        runtime.Status.ShouldBe(RuntimeStatus.Running);
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        List<(string? Name, int Id, bool Background)> seen = [];
        recorder.Register(new ProbeMetric(_ =>
        {
            seen.Add((Thread.CurrentThread.Name, Environment.CurrentManagedThreadId, Thread.CurrentThread.IsBackground));
            return true;
        }));

        recorder.RegisterEvent(new Tick(1));
        runtime.Flush(s_patience).ShouldBeTrue();
        runtime.Start();
        recorder.RegisterEvent(new Tick(2));
        runtime.Flush(s_patience).ShouldBeTrue();

        seen.Count.ShouldBe(2);
        seen[1].ShouldBe(seen[0]);
        (seen[0].Name, seen[0].Background).ShouldBe(("app.metrics_runtime", true));
    }

    [Test]
    public void A_runtime_can_be_bound_to_a_processor()
    {
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { Processor = 0 });
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        HashSet<int> processors = [];
        recorder.Register(new ProbeMetric(_ => processors.Add(Thread.GetCurrentProcessorId())));
        for (int i = 0; i < 200; i++)
        {
            recorder.RegisterEvent(new Tick(i));
            runtime.Flush(s_patience).ShouldBeTrue();
        }

        processors.ShouldBe([0]);
    }

    [Test]
    public void A_start_that_takes_too_long_faults_the_runtime()
    {
        using ManualResetEventSlim go = new();
        Thread? thread = null;
        MetricsRuntime runtime = new(new MetricsRuntimeOptions
        {
            StartTimeout = TimeSpan.FromMilliseconds(50),
            ThreadStarting = () =>
            {
                thread = Thread.CurrentThread;
                go.Wait(s_patience);
            },
        });

        RuntimeStartException error = Should.Throw<RuntimeStartException>(runtime.Start);

        error.Message.ShouldContain("allow more time");
        runtime.Status.ShouldBe(RuntimeStatus.Faulted);
        runtime.LastError.ShouldBeSameAs(error);
        Should.Throw<RuntimeStateException>(runtime.Start).InnerException.ShouldBeSameAs(error);
        Should.Throw<RuntimeStateException>(runtime.Shutdown);
        Should.Throw<RuntimeStateException>(() => runtime.CreateRecorder("r"));
        runtime.Dispose();
        runtime.Dispose();
        go.Set();
        thread!.Join(s_patience).ShouldBeTrue("the late thread ends by itself");
    }

    [Test]
    public void A_start_that_fails_faults_the_runtime_with_the_cause()
    {
        InvalidOperationException cause = new("no such processor");
        MetricsRuntime runtime = new(new MetricsRuntimeOptions { ThreadStarting = () => throw cause });
        Should.Throw<RuntimeStartException>(runtime.Start).InnerException.ShouldBeSameAs(cause);
        runtime.Status.ShouldBe(RuntimeStatus.Faulted);
        runtime.Dispose();
    }

    [Test]
    public void Options_changed_after_construction_have_no_effect()
    {
        MetricsRuntimeOptions options = new() { Namespace = "before" };
        using MetricsRuntime runtime = new(options);
        options.Namespace = "after";
        options.Processor = 5000;
        options.EventLoop.WaitStrategy = null!;
        options.EventLoop.TimeProvider = null!;
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        recorder.RegisterEvent(new Tick(1));
        runtime.Flush(s_patience).ShouldBeTrue();
        runtime.Namespace.ShouldBe("before");
    }

    [Test]
    public void Threads_keep_none_of_the_memory_of_runtimes_that_were_shut_down()
    {
        List<WeakReference> rings = [];
        for (int i = 0; i < 20; i++) rings.Add(UseAndDispose());
        Eventually.ShouldBeTrue(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return rings.Count(static r => r.IsAlive) <= 1;
            },
            "the ring buffers are collected although this thread published to all of them");

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference UseAndDispose()
        {
            using MetricsEventLoop loop = new();
            loop.CreateRecorder("r").RegisterEvent(new Tick(1)).ShouldBeTrue();
            return new WeakReference(((IRecorderHost)loop).Ring);
        }
    }
}
