namespace MvxMetrics.Disruptor;

/// <content>The end of the runtime: one operation, however many callers, and never longer than its time limit.</content>
public sealed partial class MetricsRuntime
{
    /// <summary>
    /// Stops and removes every recorder, applies everything that was accepted, and ends the thread, within
    /// <see cref="MetricsRuntimeOptions.ShutdownTimeout"/>. Joins a shutdown under way; does nothing when Closed.
    /// </summary>
    /// <exception cref="RuntimeShutdownException">
    /// Recorders failed to stop, or accepted events could not be applied in time. The runtime is Closed all the same.
    /// </exception>
    /// <exception cref="RuntimeStateException">The runtime is Faulted.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public void Shutdown()
    {
        if (ShutdownWithin(_options.ShutdownTimeout) is { } error) throw error;
    }

    /// <summary>As <see cref="Shutdown()"/>, within a time limit of its own: returns by then even if a handler blocks for ever.</summary>
    /// <param name="timeout">The limit; not negative, or infinite.</param>
    /// <returns>
    /// True: everything accepted was applied. False: the time was over first; <see cref="LastError"/> is a
    /// <see cref="RuntimeShutdownException"/> that says how many events were not applied.
    /// </returns>
    /// <exception cref="RuntimeShutdownException">Recorders failed to stop; the message lists them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative or too long timeout.</exception>
    /// <exception cref="RuntimeStateException">The runtime is Faulted.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public bool Shutdown(TimeSpan timeout)
    {
        RequireTimeout(timeout);
        RuntimeShutdownException? error = ShutdownWithin(timeout);
        if (error is { TimedOut: false }) throw error;
        return error is null;
    }

    /// <summary>As <see cref="Shutdown()"/>, without blocking a thread.</summary>
    /// <param name="cancellationToken">Cancels the wait, not the shutdown.</param>
    /// <exception cref="RuntimeShutdownException">Recorders failed to stop, or accepted events could not be applied in time.</exception>
    /// <exception cref="RuntimeStateException">The runtime is Faulted.</exception>
    public async Task ShutdownAsync(CancellationToken cancellationToken = default)
    {
        if (!_shutdown.Begin()) return;
        if (await _shutdown.WaitAsync(_options.ShutdownTimeout, cancellationToken).ConfigureAwait(false) is { } error) throw error;
    }

    /// <summary>
    /// Shuts down if that has not been done, within the time limit; what is not clean is logged and stands in
    /// <see cref="LastError"/>.
    /// </summary>
    public void Dispose()
    {
        if (!_shutdown.BeginDispose()) return;
        if (IsInsideLoop) return; // begun; the thread cannot wait for itself
        _shutdown.Wait(_options.ShutdownTimeout);
    }

    /// <summary>As <see cref="Dispose"/>, without blocking a thread.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_shutdown.BeginDispose()) await _shutdown.WaitAsync(_options.ShutdownTimeout).ConfigureAwait(false);
    }

    // What was not clean. Null also when the runtime was closed before: nothing is reported twice.
    private RuntimeShutdownException? ShutdownWithin(TimeSpan timeout)
    {
        RefuseInsideLoop(nameof(Shutdown));
        return _shutdown.Begin() ? _shutdown.Wait(timeout) : null;
    }
}
