using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <content>The end of the runtime: one operation, however many callers, and never longer than its time limit.</content>
public sealed partial class MetricsRuntime
{
    /// <summary>Ends with the shutdown: null when it was clean, otherwise what was not. Completed once, by whoever is first.</summary>
    private readonly TaskCompletionSource<RuntimeShutdownException?> _shutdown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly ConcurrentDictionary<string, Exception> _stopFailures = new();

    /// <summary>What the shutdown will end with. Written once under the status lock, before the status says Closed.</summary>
    private RuntimeShutdownException? _outcome;

    /// <summary>
    /// Stops and removes every recorder, applies everything that was accepted, and ends the thread, within
    /// <see cref="MetricsRuntimeOptions.ShutdownTimeout"/>. Joins a shutdown under way; does nothing when Closed.
    /// </summary>
    /// <exception cref="RuntimeShutdownException">Recorders failed to stop, or accepted events could not be applied in time. The runtime is Closed all the same.</exception>
    /// <exception cref="RuntimeStateException">The runtime is Faulted.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public void Shutdown()
    {
        if (!Shutdown(_options.ShutdownTimeout)) throw _shutdown.Task.Result!;
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
        RefuseInsideLoop(nameof(Shutdown));
        if (!BeginShutdown()) return true;
        if (!_shutdown.Task.Wait(timeout)) Abandon();
        return Outcome(_shutdown.Task.Result);
    }

    /// <summary>As <see cref="Shutdown()"/>, without blocking a thread.</summary>
    /// <param name="cancellationToken">Cancels the wait, not the shutdown.</param>
    /// <exception cref="RuntimeShutdownException">Recorders failed to stop, or accepted events could not be applied in time.</exception>
    /// <exception cref="RuntimeStateException">The runtime is Faulted.</exception>
    public async Task ShutdownAsync(CancellationToken cancellationToken = default)
    {
        if (!BeginShutdown()) return;
        try
        {
            await _shutdown.Task.WaitAsync(_options.ShutdownTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Abandon();
        }

        RuntimeShutdownException? error = await _shutdown.Task.ConfigureAwait(false);
        if (!Outcome(error)) throw error!;
    }

    /// <summary>Shuts down if that has not been done, within the time limit; what is not clean is logged and stands in <see cref="LastError"/>.</summary>
    public void Dispose()
    {
        if (!PrepareDispose()) return;
        if (((IRecorderHost)_loop).IsInsideLoop) return; // begun; the thread cannot wait for itself
        if (!_shutdown.Task.Wait(_options.ShutdownTimeout)) Abandon();
    }

    /// <summary>As <see cref="Dispose"/>, without blocking a thread.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!PrepareDispose()) return;
        try
        {
            await _shutdown.Task.WaitAsync(_options.ShutdownTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Abandon();
        }
    }

    private static bool Outcome(RuntimeShutdownException? error)
    {
        if (error is null) return true;
        return error.TimedOut ? false : throw error;
    }

    // False when there is nothing left to wait for.
    private bool PrepareDispose()
    {
        try
        {
            return BeginShutdown();
        }
        catch (RuntimeStateException)
        {
            _thread.LetGo(); // Faulted: the loop has ended, or will as soon as it can
            return false;
        }
    }

    // False when the runtime is closed already: then there is nothing to do, and nothing to report again.
    private bool BeginShutdown()
    {
        lock (_startLock)
        {
            RuntimeStatus before;
            lock (_statusLock)
            {
                before = Status;
                if (before == RuntimeStatus.Faulted) throw Refused(nameof(Shutdown), "Created, Running, Stopping or Closed");
                if (before == RuntimeStatus.Closed) return false;
                if (before == RuntimeStatus.Stopping) return true;
                Volatile.Write(ref _status, (int)RuntimeStatus.Stopping);
            }

            if (before == RuntimeStatus.Created)
            {
                _loop.Dispose();
                Finish(null);
                return true;
            }
        }

        _ = ShutdownCoreAsync();
        return true;
    }

    private async Task ShutdownCoreAsync()
    {
        // Those in the directory, and those that only the loop knows: being created, or started by their first event.
        IReadOnlyList<KeyValuePair<string, MetricsRecorder>> known = _recorders.All;
        List<MetricsRecorder> attached = await _loop.AttachedRecordersAsync().ConfigureAwait(false);
        IEnumerable<KeyValuePair<string, MetricsRecorder>> others = attached
            .Except(known.Select(static r => r.Value))
            .Select(static r => KeyValuePair.Create(r.EntityId, r));
        await Task.WhenAll(known.Concat(others).Select(r => StopAsync(r.Key, r.Value))).ConfigureAwait(false);
        await _loop.HooksEnded.ConfigureAwait(false);

        _loop.RequestStop();
        Exception? loopError = await _thread.Ended.ConfigureAwait(false);
        bool clean = loopError is null && _stopFailures.IsEmpty && _loop.HeldEvents == 0;
        Finish(clean ? null : new RuntimeShutdownException(Namespace, timedOut: false, _loop.HeldEvents, _stopFailures, loopError));
    }

    private async Task StopAsync(string id, MetricsRecorder recorder)
    {
        try
        {
            // A recorder that faulted earlier was reported then, and has nothing left to stop.
            await recorder.StopFromAnyStatusAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // One recorder that fails does not keep the others from stopping; all failures are reported together.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _stopFailures[id] = error;
        }

        _recorders.Remove(id, recorder);
        RuntimeLog.RecorderRemoved(_logger, id);
    }

    // The time is over. Whatever blocks, blocks a background thread from now on.
    private void Abandon()
    {
        Dictionary<string, Exception> failures = new(_stopFailures);
        try
        {
            foreach ((string id, MetricsRecorder recorder) in _recorders.All)
            {
                recorder.CutOff();
                _recorders.Remove(id, recorder);
                if (recorder.LastError is { } error) failures.TryAdd(id, error);
            }

            foreach (MetricsRecorder recorder in _recorders.Starting) recorder.CutOff();
            _loop.CancelHooks();
            _thread.LetGo();
        }
        finally
        {
            Finish(new RuntimeShutdownException(Namespace, timedOut: true, _loop.Statistics.Pending, failures));
            foreach (LoopCommand wait in _waits.Keys) wait.Cancel();
        }
    }

    private void Finish(RuntimeShutdownException? error)
    {
        bool isFirst;
        lock (_statusLock)
        {
            isFirst = Status != RuntimeStatus.Closed;
            if (isFirst)
            {
                _outcome = error;
                if (error is not null) Volatile.Write(ref _lastError, error);
                Volatile.Write(ref _status, (int)RuntimeStatus.Closed);
            }
        }

        // Logged before anybody is told: who waits for the shutdown may dispose the logger next.
        if (isFirst && error is null) RuntimeLog.ShutDown(_logger, Namespace);
        else if (isFirst) RuntimeLog.ShutdownUnclean(_logger, Namespace, error!);
        _shutdown.TrySetResult(_outcome); // also by who gave up waiting, in case the logger blocks
    }
}
