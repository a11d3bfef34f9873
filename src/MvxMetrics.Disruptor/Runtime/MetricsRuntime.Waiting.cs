namespace MvxMetrics.Disruptor;

/// <content>Calls that wait for the loop: flushes, and captures of all recorders.</content>
public sealed partial class MetricsRuntime
{
    /// <summary>
    /// Waits until all events published before this call are applied. This includes the events held for starting recorders.
    /// </summary>
    /// <param name="timeout">The time limit; not negative, or infinite.</param>
    /// <returns>True: the events were applied. False: the time limit passed first, or the runtime closed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative or too long.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public bool Flush(TimeSpan timeout)
    {
        RequireTimeout(timeout);
        RefuseInsideLoop(nameof(Flush));
        FlushCommand flush = BeginFlush(nameof(Flush));
        try
        {
            return flush.Done.Wait(timeout) && flush.Done.Result;
        }
        finally
        {
            _waits.Remove(flush);
        }
    }

    /// <summary>
    /// Returns a task that ends when all events published before this call are applied. Do not wait for it in a recorder's starting hook
    /// without a cancellation token: the hook would wait for the events held for its recorder, and these wait for the hook.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RuntimeStateException">The runtime is not Running, or it closed before the events were applied.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        FlushCommand flush = BeginFlush(nameof(FlushAsync));
        try
        {
            if (!await flush.Done.WaitAsync(cancellationToken).ConfigureAwait(false)) throw _state.Refused(nameof(FlushAsync), "Running");
        }
        finally
        {
            _waits.Remove(flush);
        }
    }

    /// <summary>
    /// Returns the snapshots of all recorders at one moment of the loop. The loop copies the states between two events and goes on; the
    /// calling thread makes the snapshots. If you call it inside a handler or a change hook, that recorder is shown in the middle of an
    /// event.
    /// </summary>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running, or it closed during the call.</exception>
    public RuntimeSnapshot Capture()
    {
        _state.RequireRunning(nameof(Capture));
        IReadOnlyList<KeyValuePair<string, MetricsRecorder>> recorders = _recorders.All;
        RuntimeCapture capture = new(_loop, recorders);
        IRecorderHost host = _loop;
        _waits.Add(capture);
        try
        {
            if (host.IsInsideLoop) capture.Execute();
            else if (Status != RuntimeStatus.Running || !host.Post(capture)) capture.Cancel();
            capture.Done.WaitAsync(StateReader.TimeLimit).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw _state.Refused(nameof(Capture), "Running");
        }
        catch (TimeoutException)
        {
            throw StateReader.TimedOut();
        }
        finally
        {
            _waits.Remove(capture);
        }

        RuntimeLog.Captured(_logger, Namespace, recorders.Count);
        return capture.ToSnapshot();
    }

    private FlushCommand BeginFlush(string member)
    {
        _state.RequireRunning(member);
        FlushCommand flush = new();
        _waits.Add(flush);

        // A shutdown that gave up before this line has not seen the command. A shutdown that gives up later sees it.
        if (Status != RuntimeStatus.Running || !_loop.PostFlush(flush)) flush.Cancel();
        return flush;
    }
}
