namespace MvxMetrics.Disruptor;

public partial class MetricsRecorder
{
    /// <summary>The status of the recorder. Any thread.</summary>
    public RecorderStatus Status => _lifecycle.Status;

    /// <summary>What faulted the recorder, or null. A successful start clears it. Any thread.</summary>
    public Exception? LastError => _lifecycle.LastError;

    /// <summary>
    /// Starts the recorder and returns when it is Running. If a start is under way, it waits for that one. Any thread outside the loop may
    /// call it.
    /// </summary>
    /// <exception cref="RecorderStateException">The recorder is Running, Stopping or Faulted.</exception>
    /// <exception cref="RecorderStartException">The starting hook failed, or a held event did; the recorder is Faulted.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop or from the recorder's own lifecycle hook.</exception>
    /// <exception cref="MetricsException">The loop has closed.</exception>
    public void Start()
    {
        RefuseInsideHook(nameof(Start));
        _host.WaitFor(_lifecycle.StartAsync(), nameof(Start));
    }

    /// <summary>
    /// Stops the recorder: it refuses new events, applies all accepted events, runs the stopped hook, and then returns. If a stop is under
    /// way, it waits for that one. Any thread outside the loop may call it.
    /// </summary>
    /// <exception cref="RecorderStateException">The recorder is Created, Starting, Stopped or Faulted.</exception>
    /// <exception cref="RecorderStopException">A metric or the stopped hook failed; the recorder is Faulted.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop or from the recorder's own lifecycle hook.</exception>
    /// <exception cref="MetricsException">The loop closed before all accepted events were applied.</exception>
    public void Stop()
    {
        RefuseInsideHook(nameof(Stop));
        _host.WaitFor(_lifecycle.StopAsync(), nameof(Stop));
    }

    /// <summary>
    /// Starts the recorder. If a start is under way, it waits for that one. Any thread may call it. A manual loop must be driven meanwhile.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait; the start goes on.</param>
    /// <returns>A task that ends when the recorder is Running, or with the errors of <see cref="Start"/>.</returns>
    public async Task StartAsync(CancellationToken cancellationToken = default) =>
        await Unhooked(nameof(StartAsync)).StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Stops the recorder. If a stop is under way, it waits for that one. Any thread may call it. A manual loop must be driven meanwhile.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait; the stop goes on.</param>
    /// <returns>A task that ends when the recorder is Stopped, or with the errors of <see cref="Stop"/>.</returns>
    public async Task StopAsync(CancellationToken cancellationToken = default) =>
        await Unhooked(nameof(StopAsync)).StopAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// The starting hook. It runs once for each start, outside the loop, before the recorder applies its first event. Events that arrive
    /// meanwhile are held. An exception faults the recorder.
    /// </summary>
    /// <param name="cancellationToken">Signalled when the loop closes and will not wait longer.</param>
    protected virtual Task OnStartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// The stopped hook. It runs outside the loop, after the recorder has applied its last event: once for each stop, and once after a
    /// fault, to clean up. During a stop, an exception faults the recorder. After a fault, an exception is logged.
    /// </summary>
    /// <param name="cancellationToken">Signalled when the loop closes and will not wait longer.</param>
    protected virtual Task OnStoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal Task InvokeStartingAsync(CancellationToken cancellationToken) =>
        OnStartingAsync(cancellationToken) ?? throw HookWithoutTask(nameof(OnStartingAsync));

    internal Task InvokeStoppedAsync(CancellationToken cancellationToken) =>
        OnStoppedAsync(cancellationToken) ?? throw HookWithoutTask(nameof(OnStoppedAsync));

    internal void FaultFromDispatch(MetricFaultedException error) => _lifecycle.FaultFromDispatch(error);

    internal void CutOff() => _lifecycle.CutOff("The work");

    /// <summary>Stops the recorder in every status, as <see cref="RecorderLifecycle.StopFromAnyStatusAsync"/> does, and waits.</summary>
    internal void StopFromAnyStatus(string member)
    {
        RefuseInsideHook(member);
        _host.WaitFor(_lifecycle.StopFromAnyStatusAsync(), member);
    }

    internal Task StopFromAnyStatusAsync() => _lifecycle.StopFromAnyStatusAsync();

    private static InvalidOperationException HookWithoutTask(string hook) =>
        new($"{hook} returned null instead of a task. Return Task.CompletedTask when there is nothing to wait for.");

    // A hook that waits for the operation to which it belongs would wait for itself, and all other callers would wait with it.
    private RecorderLifecycle Unhooked(string member) =>
        HookScope.IsInside(this) ? throw new LoopReentrancyException(member) : _lifecycle;

    private void RefuseInsideHook(string member)
    {
        if (HookScope.IsInside(this) || _host.IsInsideLoop) throw new LoopReentrancyException(member);
    }
}
