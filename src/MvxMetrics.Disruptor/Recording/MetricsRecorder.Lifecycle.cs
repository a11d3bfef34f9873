namespace MvxMetrics.Disruptor;

public partial class MetricsRecorder
{
    /// <summary>Where the recorder stands in its life. Any thread.</summary>
    public RecorderStatus Status => _lifecycle.Status;

    /// <summary>What faulted the recorder, or null. A successful start clears it. Any thread.</summary>
    public Exception? LastError => _lifecycle.LastError;

    /// <summary>Starts the recorder and returns when it runs; joins a start under way. Any thread outside the loop.</summary>
    /// <exception cref="RecorderStateException">The recorder is Running, Stopping or Faulted.</exception>
    /// <exception cref="RecorderStartException">The starting hook or an event that was kept failed; the recorder is Faulted.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop or from the recorder's own lifecycle hook.</exception>
    /// <exception cref="MetricsException">The loop has closed.</exception>
    public void Start()
    {
        RefuseInsideHook(nameof(Start));
        _host.WaitFor(_lifecycle.StartAsync(), nameof(Start));
    }

    /// <summary>
    /// Refuses new events, applies what was accepted before, runs the stopped hook, and returns then; joins a stop
    /// under way. Any thread outside the loop.
    /// </summary>
    /// <exception cref="RecorderStateException">The recorder is Created, Starting, Stopped or Faulted.</exception>
    /// <exception cref="RecorderStopException">A metric or the stopped hook failed; the recorder is Faulted.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop or from the recorder's own lifecycle hook.</exception>
    /// <exception cref="MetricsException">The loop closed before everything accepted was applied.</exception>
    public void Stop()
    {
        RefuseInsideHook(nameof(Stop));
        _host.WaitFor(_lifecycle.StopAsync(), nameof(Stop));
    }

    /// <summary>Starts the recorder, or joins a start under way. Any thread; on a manual loop, somebody must drive it.</summary>
    /// <param name="cancellationToken">Cancels the wait, not the start.</param>
    /// <returns>Ends when the recorder runs, or with the errors of <see cref="Start"/>.</returns>
    public async Task StartAsync(CancellationToken cancellationToken = default) =>
        await Unhooked(nameof(StartAsync)).StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Stops the recorder, or joins a stop under way. Any thread; on a manual loop, somebody must drive it.</summary>
    /// <param name="cancellationToken">Cancels the wait, not the stop.</param>
    /// <returns>Ends when the recorder has stopped, or with the errors of <see cref="Stop"/>.</returns>
    public async Task StopAsync(CancellationToken cancellationToken = default) =>
        await Unhooked(nameof(StopAsync)).StopAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Runs before the recorder applies its first event, off the loop, once a start; events that arrive meanwhile are
    /// kept. An exception faults the recorder.
    /// </summary>
    /// <param name="cancellationToken">Signalled when the loop closes and will not wait any longer.</param>
    protected virtual Task OnStartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Runs after the recorder has applied its last event, off the loop, once a stop, and once after a fault as
    /// clean-up. An exception during a stop faults the recorder; one during a clean-up is logged.
    /// </summary>
    /// <param name="cancellationToken">Signalled when the loop closes and will not wait any longer.</param>
    protected virtual Task OnStoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal Task InvokeStartingAsync(CancellationToken cancellationToken) =>
        OnStartingAsync(cancellationToken) ?? throw HookWithoutTask(nameof(OnStartingAsync));

    internal Task InvokeStoppedAsync(CancellationToken cancellationToken) =>
        OnStoppedAsync(cancellationToken) ?? throw HookWithoutTask(nameof(OnStoppedAsync));

    internal void FaultFromDispatch(MetricFaultedException error) => _lifecycle.FaultFromDispatch(error);

    internal void CutOff() => _lifecycle.CutOff("The work");

    /// <summary>Stops whatever the status, as <see cref="RecorderLifecycle.StopFromAnyStatusAsync"/>, and waits.</summary>
    internal void StopFromAnyStatus(string member)
    {
        RefuseInsideHook(member);
        _host.WaitFor(_lifecycle.StopFromAnyStatusAsync(), member);
    }

    internal Task StopFromAnyStatusAsync() => _lifecycle.StopFromAnyStatusAsync();

    private static InvalidOperationException HookWithoutTask(string hook) =>
        new($"{hook} returned null instead of a task. Return Task.CompletedTask when there is nothing to wait for.");

    // A hook that joined the operation it is part of would wait for itself, and everybody else with it.
    private RecorderLifecycle Unhooked(string member) =>
        HookScope.IsInside(this) ? throw new LoopReentrancyException(member) : _lifecycle;

    private void RefuseInsideHook(string member)
    {
        if (HookScope.IsInside(this) || _host.IsInsideLoop) throw new LoopReentrancyException(member);
    }
}
