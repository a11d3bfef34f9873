using System.Runtime.ExceptionServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Small stages for one call each, cleared away afterwards.</summary>
internal static class Given
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static MetricsEventLoopOptions Small() =>
        new() { LaneCount = 2, LaneBytes = LaneRoom.BytesFor<Tick>(64), SharedLaneBytes = LaneRoom.BytesFor<Tick>(64) };

    public static Action ALoop(Action<MetricsEventLoop> call) => () =>
    {
        using MetricsEventLoop loop = new(Small());
        call(loop);
    };

    public static Action ADisposedLoop(Action<MetricsEventLoop> call) => ALoop(loop =>
    {
        loop.Dispose();
        call(loop);
    });

    public static Action ARuntime(Action<MetricsRuntime> call) => () =>
    {
        using MetricsRuntime runtime = new(new MetricsRuntimeOptions { EventLoop = Small() });
        runtime.Start();
        call(runtime);
    };

    public static Action ADisposedRuntime(Action<MetricsRuntime> call) => ARuntime(runtime =>
    {
        runtime.Dispose();
        call(runtime);
    });

    /// <summary>A running recorder in a manual loop.</summary>
    public static Action ARecorder(Action<MetricsRecorder> call) => ALoop(loop => call(loop.CreateRecorder("r")));

    public static Action AStoppedRecorder(Action<MetricsRecorder> call) => ARecorder(recorder =>
    {
        recorder.Stop();
        call(recorder);
    });

    /// <summary>A recorder that never ran, in a loop that has closed.</summary>
    public static Action AnOrphan(Action<MetricsRecorder> call) => ALoop(loop =>
    {
        MetricsRecorder recorder = new(loop.CreateContext("r"));
        loop.Dispose();
        call(recorder);
    });

    public static Action InsideAHandlerOfARuntime(Action<MetricsRuntime, MetricsRecorder> call) => ARuntime(runtime =>
    {
        MetricsRecorder recorder = runtime.CreateRecorder("r");
        InsideAHandler(recorder, () => runtime.Flush(Patience).ShouldBeTrue(), () => call(runtime, recorder));
    });

    public static Action InsideAHandlerOfALoop(Action<MetricsEventLoop, MetricsRecorder> call) => ALoop(loop =>
    {
        MetricsRecorder recorder = loop.CreateRecorder("r");
        InsideAHandler(recorder, () => loop.RunOnce().ShouldBe(1), () => call(loop, recorder));
    });

    /// <summary>A loop that another thread is driving, inside a handler that waits for the call's end.</summary>
    public static Action ABusyLoop(Action<MetricsEventLoop> call) => ALoop(loop =>
    {
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim go = new();
        MetricsRecorder recorder = loop.CreateRecorder("r");
        recorder.Register(new ProbeMetric(_ =>
        {
            inside.Set();
            return go.Wait(Patience);
        }));
        recorder.RegisterEvent(new Tick(1));
        Task<int> driving = Task.Run(() => loop.RunOnce());
        inside.Wait(Patience).ShouldBeTrue();
        try
        {
            call(loop);
        }
        finally
        {
            go.Set();
            driving.WaitAsync(Patience).GetAwaiter().GetResult().ShouldBe(1);
        }
    });

    private static void InsideAHandler(MetricsRecorder recorder, Action drive, Action call)
    {
        ExceptionDispatchInfo? thrown = null;
        recorder.Register(new ProbeMetric(_ =>
        {
            try
            {
                call();
            }
#pragma warning disable CA1031 // rethrown on the test's thread
            catch (Exception error)
#pragma warning restore CA1031
            {
                thrown = ExceptionDispatchInfo.Capture(error);
            }

            return true;
        }));
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue();
        drive();
        recorder.Status.ShouldBe(RecorderStatus.Running, "what was refused faults nobody");
        thrown?.Throw();
    }
}
