namespace MvxMetrics.Disruptor.Tests;

/// <summary>A recorder with one metric, brought to a status and kept there until released, in a loop that the test drives.</summary>
internal sealed class StagedRecorder : IDisposable
{
    private readonly TaskCompletionSource _hook = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StagedRecorder(RecorderStatus status, RecorderOptions? options = null, MetricsEventLoopOptions? loop = null)
    {
        Loop = new MetricsEventLoop(
            loop ?? new MetricsEventLoopOptions
            {
                LaneCount = 4,
                LaneBytes = LaneRoom.BytesFor<Tick>(64),
                SharedLaneBytes = LaneRoom.BytesFor<Tick>(64),
            });
        Recorder = new HookedRecorder(Loop.CreateContext("r", options));
        Recorder.Register(Log);
        if (status == RecorderStatus.Starting) Recorder.Starting = _ => _hook.Task;
        if (status == RecorderStatus.Stopping) Recorder.Stopped = _ => _hook.Task;
        Enter(status);
        Recorder.Status.ShouldBe(status);
    }

    public MetricsEventLoop Loop { get; }

    public HookedRecorder Recorder { get; }

    public TickLog Log { get; } = new();

    /// <summary>Lets the hook that keeps the status end.</summary>
    public void Release() => _hook.TrySetResult();

    /// <summary>Does something as soon as a blocking call waits for the recorder: that is who then drives the loop's commands.</summary>
    public void OnceSomebodyWaits(Action action) => ((IRecorderHost)Loop).Post(new ActionCommand(action)).ShouldBeTrue();

    /// <summary>Drives the loop until something is so.</summary>
    public void DriveUntil(Func<bool> condition, string what) => Eventually.ShouldBeTrue(() => Loop.RunOnce() >= 0 && condition(), what);

    public void DriveUntil(RecorderStatus status) => DriveUntil(() => Recorder.Status == status, $"the recorder is {status}");

    /// <summary>Drives the loop until an operation has ended, and throws what it threw.</summary>
    public void Drive(Task operation)
    {
        DriveUntil(() => operation.IsCompleted, "the operation has ended");
        operation.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Release();
        Loop.Dispose();
    }

    private void Enter(RecorderStatus status)
    {
        if (status == RecorderStatus.Created) return;

        Task start = Recorder.StartAsync();
        if (status == RecorderStatus.Starting) return;

        Drive(start);
        if (status == RecorderStatus.Running) return;
        if (status == RecorderStatus.Faulted)
        {
            Recorder.Register(new ProbeMetric(static _ => throw new DivideByZeroException(), "broken"));
            Recorder.RegisterEvent(new Tick(-1)).ShouldBeTrue();
            DriveUntil(RecorderStatus.Faulted);
            DriveUntil(() => Recorder.Stops == 1, "the clean-up has run");
            return;
        }

        Task stop = Recorder.StopAsync();
        if (status == RecorderStatus.Stopped) Drive(stop);
        else DriveUntil(() => Recorder.Stops == 1, "the stopped hook runs");
    }
}
