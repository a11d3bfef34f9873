using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A runtime with one recorder, brought to a status and kept there until released.</summary>
internal sealed class StagedRuntime : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ManualResetEventSlim _threadMayStart = new();
    private readonly TaskCompletionSource _hook = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FailingTime _time = new();
    private int _threadsStarted;

    public StagedRuntime(RuntimeStatus status, ILoggerFactory? loggerFactory = null)
    {
        Runtime = new MetricsRuntime(
            new MetricsRuntimeOptions
            {
                Namespace = "app",
                EventLoop =
                {
                    LaneCount = 2,
                    LaneBytes = LaneRoom.BytesFor<Tick>(64),
                    SharedLaneBytes = LaneRoom.BytesFor<Tick>(64),
                    TimeProvider = _time,
                },
                ThreadStarting = () =>
                {
                    Thread = Thread.CurrentThread;
                    Interlocked.Increment(ref _threadsStarted);
                    _threadMayStart.Wait(s_patience).ShouldBeTrue();
                },
            },
            loggerFactory);
        Enter(status);
        Eventually.ShouldBeTrue(() => Runtime.Status == status, $"the runtime is {status}");
    }

    public MetricsRuntime Runtime { get; }

    /// <summary>The recorder, when the runtime ever ran.</summary>
    public HookedRecorder? Recorder { get; private set; }

    /// <summary>The runtime's memory, when it ever ran.</summary>
    public WeakReference? Ring { get; private set; }

    /// <summary>The runtime's thread, once it was started.</summary>
    public Thread? Thread { get; private set; }

    public int ThreadsStarted => Volatile.Read(ref _threadsStarted);

    /// <summary>Lets what keeps the status go on.</summary>
    public void Release()
    {
        _threadMayStart.Set();
        _hook.TrySetResult();
    }

    /// <summary>Releases from another thread while this one is in a call that waits.</summary>
    public void ReleaseSoon() => Task.Run(Release);

    public void Dispose()
    {
        Release();
        Runtime.Dispose();
        Thread?.Join(s_patience).ShouldBeTrue("the runtime's thread ends");
    }

    private void Enter(RuntimeStatus status)
    {
        if (status == RuntimeStatus.Created)
        {
            _threadMayStart.Set();
            return;
        }

        if (status == RuntimeStatus.Starting)
        {
            _ = Task.Run(Runtime.Start);
            return;
        }

        _threadMayStart.Set();
        Runtime.Start();
        Recorder = Runtime.CreateRecorder("staged", context => new HookedRecorder(context));
        Recorder.Register(new TickLog());
        Ring = new WeakReference(Recorder.Ring);
        if (status == RuntimeStatus.Running)
        {
            Runtime.StopAndRemoveRecorder("staged");
            return;
        }

        Recorder.RegisterEvent(new Tick(5)).ShouldBeTrue();
        Runtime.Flush(s_patience).ShouldBeTrue();
        if (status == RuntimeStatus.Faulted)
        {
            _time.Fails = true;
            return;
        }

        if (status == RuntimeStatus.Stopping) Recorder.Stopped = _ => _hook.Task;
        Task shutdown = Runtime.ShutdownAsync();
        if (status == RuntimeStatus.Closed) shutdown.Wait(s_patience).ShouldBeTrue();
    }

    /// <summary>A clock that breaks, which ends the loop.</summary>
    private sealed class FailingTime : TimeProvider
    {
        private volatile bool _fails;

        public bool Fails
        {
            set => _fails = value;
        }

        public override long GetTimestamp() => _fails ? throw new DivideByZeroException() : base.GetTimestamp();
    }
}
