namespace MvxMetrics.Disruptor;

/// <content>The end of the runtime. It is one operation for all callers, and never takes longer than its time limit.</content>
public sealed partial class MetricsRuntime
{
    /// <summary>
    /// Stops and removes every recorder, applies all accepted events, and ends the thread, within
    /// <see cref="MetricsRuntimeOptions.ShutdownTimeout"/>. If a shutdown is under way, it waits for that one. If the runtime is Closed, it
    /// does nothing.
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

    /// <summary>
    /// Does the same as <see cref="Shutdown()"/>, within this time limit. It returns in time even if a handler blocks for ever.
    /// </summary>
    /// <param name="timeout">The time limit; not negative, or infinite.</param>
    /// <returns>
    /// True: all accepted events were applied. False: the time limit passed first. <see cref="LastError"/> is then a
    /// <see cref="RuntimeShutdownException"/>, which says how many events were not applied.
    /// </returns>
    /// <exception cref="RuntimeShutdownException">Recorders failed to stop; the message lists them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative or too long.</exception>
    /// <exception cref="RuntimeStateException">The runtime is Faulted.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public bool Shutdown(TimeSpan timeout)
    {
        RequireTimeout(timeout);
        RuntimeShutdownException? error = ShutdownWithin(timeout);
        if (error is { TimedOut: false }) throw error;
        return error is null;
    }

    /// <summary>Does the same as <see cref="Shutdown()"/>, without blocking a thread.</summary>
    /// <param name="cancellationToken">Cancels the wait; the shutdown goes on.</param>
    /// <exception cref="RuntimeShutdownException">Recorders failed to stop, or accepted events could not be applied in time.</exception>
    /// <exception cref="RuntimeStateException">The runtime is Faulted.</exception>
    public async Task ShutdownAsync(CancellationToken cancellationToken = default)
    {
        if (!_shutdown.Begin()) return;
        if (await _shutdown.WaitAsync(_options.ShutdownTimeout, cancellationToken).ConfigureAwait(false) is { } error) throw error;
    }

    /// <summary>
    /// Shuts the runtime down, unless that has been done, within the time limit. It does not throw: errors of the shutdown are logged and
    /// are in <see cref="LastError"/>.
    /// </summary>
    public void Dispose()
    {
        if (!_shutdown.BeginDispose()) return;
        if (IsInsideLoop) return; // it has begun; the thread cannot wait for itself
        _shutdown.Wait(_options.ShutdownTimeout);
    }

    /// <summary>Does the same as <see cref="Dispose"/>, without blocking a thread.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_shutdown.BeginDispose()) await _shutdown.WaitAsync(_options.ShutdownTimeout).ConfigureAwait(false);
    }

    // Returns the errors of the shutdown. Null also if the runtime was Closed before: no error is reported twice.
    private RuntimeShutdownException? ShutdownWithin(TimeSpan timeout)
    {
        RefuseInsideLoop(nameof(Shutdown));
        return _shutdown.Begin() ? _shutdown.Wait(timeout) : null;
    }
}
