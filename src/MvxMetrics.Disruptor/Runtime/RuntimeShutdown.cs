using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The shutdown of a runtime. It is one operation for all callers. It applies all events accepted before it, also those held for starting
/// recorders, and stops and removes every recorder. When the time limit of one caller passes, the shutdown ends for all callers: it cuts
/// off what blocks, and the error says how many events were not applied. Any thread.
/// </summary>
internal sealed class RuntimeShutdown
{
    private readonly RuntimeState _state;
    private readonly MetricsEventLoop _loop;
    private readonly RuntimeThread _thread;
    private readonly RecorderDirectory _recorders;
    private readonly LoopWaits _waits;
    private readonly ILogger _logger;

    /// <summary>Ends with the shutdown: null if there was no error, otherwise the error. The first thread that completes it wins.</summary>
    private readonly TaskCompletionSource<RuntimeShutdownException?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly ConcurrentDictionary<string, Exception> _stopFailures = new();

    public RuntimeShutdown(
        RuntimeState state, MetricsEventLoop loop, RuntimeThread thread, RecorderDirectory recorders, LoopWaits waits, ILogger logger)
    {
        _state = state;
        _loop = loop;
        _thread = thread;
        _recorders = recorders;
        _waits = waits;
        _logger = logger;
    }

    /// <summary>
    /// Begins the shutdown, or joins the one under way. False when the runtime is Closed already: then there is nothing to wait for, and no
    /// error to report again.
    /// </summary>
    /// <exception cref="RuntimeStateException">The runtime is Faulted.</exception>
    public bool Begin()
    {
        lock (_state.StartLock)
        {
            RuntimeStatus before = _state.BeginShutdown();
            if (before == RuntimeStatus.Closed) return false;
            if (before == RuntimeStatus.Stopping) return true;
            if (before == RuntimeStatus.Created)
            {
                _loop.Dispose();
                Finish(null);
                return true;
            }
        }

        _ = RunAsync();
        return true;
    }

    /// <summary>Does the same as <see cref="Begin"/>, for Dispose. A Faulted runtime is let go, and there is nothing to wait for.</summary>
    public bool BeginDispose()
    {
        try
        {
            return Begin();
        }
        catch (RuntimeStateException)
        {
            _thread.LetGo(); // the loop has ended, or will end as soon as it can
            return false;
        }
    }

    /// <summary>Waits for the shutdown that has begun. When the time limit passes, it gives the shutdown up.</summary>
    /// <returns>Null if there was no error, otherwise the error.</returns>
    public RuntimeShutdownException? Wait(TimeSpan timeout)
    {
        if (!_ended.Task.Wait(timeout)) Abandon();
        return _ended.Task.Result;
    }

    /// <summary>Does the same as <see cref="Wait"/>, without blocking a thread.</summary>
    /// <param name="timeout">When to give up.</param>
    /// <param name="cancellationToken">Cancels the wait; the shutdown goes on.</param>
    public async Task<RuntimeShutdownException?> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        try
        {
            await _ended.Task.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Abandon();
        }

        return await _ended.Task.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        // The recorders in the directory, and those that only the loop knows: they are being created, or were started by their first event.
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
        Finish(clean ? null : new RuntimeShutdownException(_state.Namespace, timedOut: false, _loop.HeldEvents, _stopFailures, loopError));
    }

    private async Task StopAsync(string id, MetricsRecorder recorder)
    {
        try
        {
            // A recorder that faulted earlier was reported then. It has nothing left to stop.
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

    // The time limit has passed. From now on, what blocks only blocks a background thread.
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
            Finish(new RuntimeShutdownException(_state.Namespace, timedOut: true, _loop.Statistics.Pending, failures));
            _waits.CancelAll();
        }
    }

    // Called by the shutdown itself, and by callers that gave up waiting for it. The first call decides how it ended.
    private void Finish(RuntimeShutdownException? error)
    {
        bool isFirst = _state.TryClose(error);

        // Logged before any caller gets its answer: a caller that waits for the shutdown may dispose the logger next.
        if (isFirst && error is null) RuntimeLog.ShutDown(_logger, _state.Namespace);
        else if (isFirst) RuntimeLog.ShutdownUnclean(_logger, _state.Namespace, error!);

        // Callers that gave up waiting do this too, in case the logger blocks. A Faulted runtime is not shut down, so the error is one of a
        // shutdown.
        _ended.TrySetResult(isFirst ? error : (RuntimeShutdownException?)_state.LastError);
    }
}
