namespace MvxMetrics.Disruptor;

/// <summary>
/// The status of a recorder and the operations that change it. Callers that start (or stop) at the same time share one operation. The lock
/// is held only to change the status, never across a hook, a wait or a metric.
/// <code>
///   Created ──► Starting ──► Running ──► Stopping ──► Stopped ──► Starting ...
///                   └───────────┴────────────┴──► Faulted
/// </code>
/// </summary>
internal sealed partial class RecorderLifecycle
{
    private readonly Lock _lock = new();
    private readonly MetricsRecorder _recorder;
    private readonly RecorderPipeline _pipeline;
    private readonly IRecorderHost _host;

    /// <summary>Written under the lock, read anywhere with acquire.</summary>
    private int _status;

    /// <summary>Written under the lock before the status that goes with it.</summary>
    private Exception? _lastError;

    /// <summary>The start or stop under way, or the last one. Under the lock.</summary>
    private TaskCompletionSource _operation = new();

    public RecorderLifecycle(MetricsRecorder recorder, RecorderPipeline pipeline, IRecorderHost host)
    {
        _recorder = recorder;
        _pipeline = pipeline;
        _host = host;
    }

    public RecorderStatus Status => (RecorderStatus)Volatile.Read(ref _status);

    public Exception? LastError => Volatile.Read(ref _lastError);

    private Task CurrentOperation
    {
        get
        {
            lock (_lock) return _operation.Task;
        }
    }

    /// <summary>
    /// Starts the recorder, or joins the start that is under way. The task ends when the recorder is Running. Any thread.
    /// </summary>
    public Task StartAsync()
    {
        Task operation;
        lock (_lock)
        {
            if (Status == RecorderStatus.Starting) return _operation.Task;
            if (Status is not (RecorderStatus.Created or RecorderStatus.Stopped))
                throw Refused("Start", Status, "Created, Starting or Stopped");
            operation = BeginStart();
        }

        RunStartingHook();
        return operation;
    }

    /// <summary>Makes sure that the recorder has its place in the loop's table. Any thread.</summary>
    public void EnsureKey()
    {
        lock (_lock) _recorder.EnsureKey();
    }

    /// <summary>
    /// Starts a recorder that was never started. In any other status it does nothing. It is for the first event: the event's thread may
    /// have been held up since it read the status, and must not restart a recorder that was started and stopped since. Any thread.
    /// </summary>
    public void StartIfCreated()
    {
        lock (_lock)
        {
            if (Status != RecorderStatus.Created) return;
            BeginStart();
        }

        RunStartingHook();
    }

    /// <summary>
    /// Stops the recorder, or joins the stop that is under way. The task ends when all events accepted before are applied and the stopped
    /// hook has run. Any thread.
    /// </summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            if (Status == RecorderStatus.Stopping) return _operation.Task;
            if (Status != RecorderStatus.Running) throw Refused("Stop", Status, "Running or Stopping");

            _recorder.CloseGate();
            Task operation = BeginOperation(RecorderStatus.Stopping);
            ActionCommand drained = new(OnDrained, () => CutOff("Stop"));
            if (!_host.PostAfterDrain(drained)) _ = Task.Run(drained.Cancel);
            return operation;
        }
    }

    /// <summary>
    /// Ends the recorder's work in every status. A start that is under way ends first. If there is nothing to stop, it does nothing. The
    /// task ends as the task of <see cref="StopAsync"/> does. Any thread.
    /// </summary>
    public async Task StopFromAnyStatusAsync()
    {
        while (true)
        {
            // The callers of the start care whether it succeeds. Here only the status after it counts.
            while (Status == RecorderStatus.Starting)
                await CurrentOperation.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            if (Status is not (RecorderStatus.Running or RecorderStatus.Stopping)) return;
            try
            {
                await StopAsync().ConfigureAwait(false);
                return;
            }
            catch (RecorderStateException)
            {
                // Another caller has stopped the recorder in the meantime, and perhaps started it again: look again.
            }
        }
    }

    /// <summary>A metric or a change hook threw. The loop's thread. The pipeline already discards.</summary>
    public void FaultFromDispatch(MetricFaultedException error)
    {
        TaskCompletionSource? operation;
        RecorderStatus interrupted;
        lock (_lock)
        {
            if (Status == RecorderStatus.Faulted) return;
            interrupted = Status;
            operation = interrupted is RecorderStatus.Starting or RecorderStatus.Stopping ? _operation : null;
            EnterFaulted(error);
        }

        _host.Detach(_pipeline);
        Exception? outcome = interrupted switch
        {
            RecorderStatus.Starting => StartFailed(error),
            RecorderStatus.Stopping => StopFailed(error),
            _ => null,
        };
        if (_recorder.HasHooks) _host.TrackHook(CleanUpAsync(operation, outcome));
        else if (outcome is not null) Fail(operation!, outcome);
        RecorderLog.DispatchFailed(_host.Logger, _recorder.EntityId, error);
    }

    /// <summary>The loop ends and will do nothing more for this recorder. Any thread.</summary>
    public void CutOff(string member)
    {
        TaskCompletionSource? operation;
        Exception error = LoopClosed(member);
        lock (_lock)
        {
            if (Status is RecorderStatus.Stopped or RecorderStatus.Faulted or RecorderStatus.Created) return;
            operation = Status is RecorderStatus.Starting or RecorderStatus.Stopping ? _operation : null;
            EnterFaulted(error);
        }

        if (operation is not null) Fail(operation, error);
        RecorderLog.CutOff(_host.Logger, _recorder.EntityId);
    }

    /// <summary>The error for an operation that a status does not allow.</summary>
    public RecorderStateException Refused(string member, RecorderStatus actual, string allowed) =>
        new(member, _recorder.EntityId, actual, allowed, actual == RecorderStatus.Faulted ? LastError : null);

    // Under the lock.
    private Task BeginStart()
    {
        if (_host.IsClosed) throw LoopClosed("Start");

        // Posted before the status is visible: so an event that sees the status finds its recorder in the loop.
        _recorder.EnsureKey();
        _recorder.ResetHoldingPermits();
        if (!_host.PostAttach(_pipeline)) throw LoopClosed("Start");
        return BeginOperation(RecorderStatus.Starting);
    }

    private void PostActivate()
    {
        ActionCommand activate = new(OnActivated, () => CutOff("Start"));
        if (!_host.Post(activate)) activate.Cancel();
    }

    // The loop's thread.
    private void OnActivated()
    {
        if (Status != RecorderStatus.Starting || !_pipeline.Activate()) return;

        TaskCompletionSource operation;
        lock (_lock)
        {
            if (Status != RecorderStatus.Starting) return;
            operation = _operation;
            Volatile.Write(ref _lastError, null);
            Volatile.Write(ref _status, (int)RecorderStatus.Running);
            _recorder.OpenGate();
        }

        operation.SetResult();
        RecorderLog.Started(_host.Logger, _recorder.EntityId);
    }

    // The loop's thread. Everything published before the stop has been applied, or the recorder has faulted since.
    private void OnDrained()
    {
        if (Status != RecorderStatus.Stopping) return;

        DiscardAndDetach();
        if (_recorder.HasHooks) _host.TrackHook(RunStoppedHookAsync());
        else FinishStopped();
    }

    private void FinishStopped()
    {
        TaskCompletionSource operation;
        lock (_lock)
        {
            if (Status != RecorderStatus.Stopping) return;
            operation = _operation;
            Volatile.Write(ref _status, (int)RecorderStatus.Stopped);
        }

        operation.SetResult();
        RecorderLog.Stopped(_host.Logger, _recorder.EntityId);
    }

    private void FinishFaulted(RecorderStatus during, Exception error)
    {
        TaskCompletionSource operation;
        lock (_lock)
        {
            if (Status != during) return;
            operation = _operation;
            EnterFaulted(error);
        }

        Fail(operation, error);
    }

    // The loop's thread. Events that still arrive are counted in the recorder's account.
    private void DiscardAndDetach()
    {
        _pipeline.Discard();
        _host.Detach(_pipeline);
    }

    private Task BeginOperation(RecorderStatus status)
    {
        _operation = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _status, (int)status);
        return _operation.Task;
    }

    private void EnterFaulted(Exception error)
    {
        _recorder.CloseGate();
        Volatile.Write(ref _lastError, error);
        Volatile.Write(ref _status, (int)RecorderStatus.Faulted);
    }

    // Perhaps nobody waits, because an event can start a recorder. The error is in LastError too, so it counts as observed.
    private static void Fail(TaskCompletionSource operation, Exception error)
    {
        operation.TrySetException(error);
        _ = operation.Task.Exception;
    }

    private RecorderStartException StartFailed(Exception cause) => new(
        $"Recorder '{_recorder.EntityId}' could not start: {cause.GetType().Name}, see the inner exception. "
        + "Repair the cause and create a new recorder.",
        cause);

    private RecorderStopException StopFailed(Exception cause) => new(
        $"Recorder '{_recorder.EntityId}' did not stop cleanly: {cause.GetType().Name}, see the inner exception. "
        + "Its snapshots can still be read.",
        cause);

    /// <summary>The error for something that the loop will not do any more.</summary>
    public MetricsException LoopClosed(string member) => new(
        $"{member} of recorder '{_recorder.EntityId}' was not completed: its loop has closed. "
        + "Create a recorder in a loop that is open; snapshots and statistics of this one can still be read.");
}
