namespace MvxMetrics.Disruptor;

/// <content>Calls that wait until the loop has come so far: flushes, and the metrics of all recorders.</content>
public sealed partial class MetricsRuntime
{
    /// <summary>
    /// Waits until everything published before this call is applied, events kept for starting recorders included.
    /// </summary>
    /// <param name="timeout">How long to wait; not negative, or infinite.</param>
    /// <returns>True: applied. False: the time was over first, or the runtime closed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or too long timeout.</exception>
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
    /// Ends when everything published before this call is applied. In a recorder's starting hook it would wait for what
    /// that recorder keeps, and so for the hook itself: pass a token there, or better do not.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RuntimeStateException">The runtime is not Running, or closed before.</exception>
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
    /// The metrics of all recorders at one instant of the loop: a coherent picture across recorders. The loop copies the
    /// states between two events and goes on; snapshots are made of them on the calling thread. Inside a handler or change
    /// hook it shows that recorder in the middle of an event.
    /// </summary>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running, or closed meanwhile.</exception>
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

        // A shutdown that gave up before this line has not seen the command; one after it will.
        if (Status != RuntimeStatus.Running || !_loop.PostFlush(flush)) flush.Cancel();
        return flush;
    }
}
