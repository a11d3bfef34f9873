namespace MvxMetrics.Disruptor.ExitScenarios;

/// <summary>Ways to end a process that owns a runtime. Exit code 7 stands for an exit asked for in the middle of the loop.</summary>
internal static class Scenarios
{
    private const int ExitCode = 7;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static void ReturnFromMain()
    {
        Probe probe = new(static _ => { });
        (MetricsRuntime runtime, MetricsRecorder recorder) = Start(probe);
        recorder.RegisterEvent(new Beat(1));
        runtime.Flush(s_patience);
    }

    public static void ReturnWhileProducersRecord()
    {
        (_, MetricsRecorder recorder) = Start(new Probe(static _ => { }));
        using CountdownEvent recording = new(3);
        for (int i = 0; i < 3; i++)
        {
            new Thread(() =>
            {
                recorder.TryRegisterEvent(new Beat(0));
                recording.Signal();
                for (long number = 1; ; number++) recorder.TryRegisterEvent(new Beat(number));
            })
            { IsBackground = true }.Start();
        }

        recording.Wait();
    }

    public static void ReturnWhileHandlerBlocks()
    {
        ManualResetEventSlim blocks = new();
        (_, MetricsRecorder recorder) = Start(new Probe(_ =>
        {
            blocks.Set();
            Thread.Sleep(Timeout.Infinite);
        }));
        recorder.RegisterEvent(new Beat(1));
        blocks.Wait();
    }

    // The thread keeps the process alive until somebody shuts the runtime down: that is what the option is for.
    public static void ForegroundThread()
    {
        MetricsRuntime runtime = new(new MetricsRuntimeOptions { IsBackground = false });
        runtime.Start();
        new Thread(() =>
        {
            Thread.Sleep(200);
            Console.WriteLine("shutting down");
            runtime.Shutdown();
        })
        { IsBackground = true }.Start();
    }

    public static void ShutdownInProcessExit()
    {
        Probe probe = new(static _ => { });
        (MetricsRuntime runtime, MetricsRecorder recorder) = Start(probe);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            bool clean = runtime.Shutdown(s_patience);
            Console.WriteLine($"clean {clean}, counted {probe.Read()}, {runtime.Status}");
        };
        for (int i = 0; i < 1000; i++) recorder.RegisterEvent(new Beat(i));
    }

    public static void UnhandledInProducer()
    {
        (_, MetricsRecorder recorder) = Start(new Probe(static _ => { }));
        Thread producer = new(() =>
        {
            for (int i = 0; i < 1000; i++) recorder.RegisterEvent(new Beat(i));
            throw new InvalidOperationException("the producer's own error");
        });
        producer.Start();
        producer.Join();
    }

    public static void ExitInHandler()
    {
        (_, MetricsRecorder recorder) = Start(new Probe(static _ => Environment.Exit(ExitCode)));
        recorder.RegisterEvent(new Beat(1));
        Thread.Sleep(Timeout.Infinite);
    }

    // The handler that exits never returns: the shutdown gives up in time and says so.
    public static void ExitInHandlerThenShutdown()
    {
        (MetricsRuntime runtime, MetricsRecorder recorder) = Start(new Probe(static _ => Environment.Exit(ExitCode)));
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                bool clean = runtime.Shutdown(TimeSpan.FromMilliseconds(100));
                Console.WriteLine($"clean {clean}, {(runtime.LastError as RuntimeShutdownException)?.UnappliedEvents} not applied");
            }
            catch (MetricsException refused)
            {
                Console.WriteLine(refused.GetType().Name);
            }
        };
        recorder.RegisterEvent(new Beat(1));
        Thread.Sleep(Timeout.Infinite);
    }

    public static void ExitInChangeHook()
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder(
            "r", static context => new HookedRecorder(context, static () => { }, static () => Environment.Exit(ExitCode)));
        recorder.Register(new Probe(static _ => { }));
        recorder.RegisterEvent(new Beat(1));
        Thread.Sleep(Timeout.Infinite);
    }

    public static void ExitInStartingHook()
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        runtime.CreateRecorder(
            "r", static context => new HookedRecorder(context, static () => Environment.Exit(ExitCode), static () => { }));
    }

    public static void ExitInManualLoop()
    {
        MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(new Probe(static _ => Environment.Exit(ExitCode)));
        recorder.RegisterEvent(new Beat(1));
        loop.RunOnce();
    }

    // As many threads as wanted, each with a lane of its own while there is memory for one; one of them writes through a writer.
    public static void SmallContainer(int threads)
    {
        const int Events = 100_000;
        Probe probe = new(static _ => { });
        (MetricsRuntime runtime, MetricsRecorder recorder) = Start(probe);
        using Barrier together = new(threads);
        long accepted = 0;
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            bool writes = i == 0;
            all[i] = new Thread(() =>
            {
                using EventWriter<Beat>? writer = writes ? recorder.CreateWriter<Beat>() : null;
                together.SignalAndWait();
                long mine = 0;
                for (int n = 0; n < Events; n++)
                    if (writer?.TryWrite(new Beat(n)) ?? recorder.TryRegisterEvent(new Beat(n))) mine++;
                Interlocked.Add(ref accepted, mine);
            });
            all[i].Start();
        }

        foreach (Thread thread in all) thread.Join();
        runtime.Shutdown(s_patience);
        RuntimeStatistics books = runtime.Statistics;
        Console.WriteLine(
            $"limit {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes}, attempted {books.Attempted}, "
            + $"accepted {accepted}, counted {probe.Read()}, "
            + $"dropped {books.Dropped}, pending {books.Pending}");
    }

    private static (MetricsRuntime Runtime, MetricsRecorder Recorder) Start(Probe probe)
    {
        MetricsRuntime runtime = new();
        runtime.Start();
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        recorder.Register(probe);
        return (runtime, recorder);
    }
}
