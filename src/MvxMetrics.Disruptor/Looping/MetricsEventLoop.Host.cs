using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <content>What the loop does for its recorders.</content>
public sealed partial class MetricsEventLoop
{
    /// <inheritdoc/>
    RingBuffer IRecorderHost.Ring => _ring;

    /// <inheritdoc/>
    EventAccount IRecorderHost.Account => _account;

    /// <inheritdoc/>
    ReadCounters IRecorderHost.Reads => _reads;

    /// <inheritdoc/>
    ILogger IRecorderHost.Logger => _logger;

    /// <inheritdoc/>
    OverflowPolicy IRecorderHost.DefaultOverflowPolicy => _overflowPolicy;

    /// <inheritdoc/>
    CancellationToken IRecorderHost.Closing => _closing.Token;

    /// <inheritdoc/>
    DateTimeOffset IRecorderHost.UtcNow => _options.TimeProvider.GetUtcNow();

    TimeSpan IRecorderHost.Uptime
    {
        get
        {
            // An application's clock may go back. The time that metrics get never does.
            TimeSpan elapsed = _options.TimeProvider.GetElapsedTime(_createdAt);
            if (elapsed > _uptime) _uptime = elapsed;
            return _uptime;
        }
    }

    /// <inheritdoc/>
    bool IRecorderHost.IsInsideLoop => _driver.IsMine;

    /// <inheritdoc/>
    bool IRecorderHost.IsDrivenByCaller => _hasOwnThread ? _driver.IsMine : _driver.IsOrWasMine;

    /// <inheritdoc/>
    bool IRecorderHost.IsClosed => _isClosed;

    /// <inheritdoc/>
    int IRecorderHost.ReservePlace() => _table.ReservePlace();

    /// <inheritdoc/>
    void IRecorderHost.ReturnPlace(int place) =>
        PostBarrier(new ActionCommand(() => _table.FreePlace(place)), includesHeld: false);

    /// <inheritdoc/>
    void IRecorderHost.TrackHook(Task hook) => _hooks.Add(hook);

    /// <inheritdoc/>
    bool IRecorderHost.PostAttach(RecorderPipeline pipeline) => Post(new ActionCommand(
        () =>
        {
            _table.Attach(pipeline);
            pipeline.BeginHolding();
        },
        pipeline.Recorder.CutOff));

    /// <inheritdoc/>
    void IRecorderHost.Detach(RecorderPipeline pipeline)
    {
        _drops.Report(pipeline);
        _table.Detach(pipeline);
    }

    /// <inheritdoc/>
    bool IRecorderHost.Post(LoopCommand command) => Post(command);

    /// <inheritdoc/>
    bool IRecorderHost.PostAfterDrain(LoopCommand command) => PostBarrier(command, includesHeld: false);

    /// <inheritdoc/>
    void IRecorderHost.WaitFor(Task operation, string member)
    {
        if (!operation.IsCompleted)
        {
            if (_driver.IsMine) throw new LoopReentrancyException(member);

            SpinWait spin = default;
            while (!_hasOwnThread && !operation.IsCompleted)
            {
                ((IRecorderHost)this).TryRunCommands();
                if (!operation.IsCompleted) spin.SpinOnce();
            }
        }

        operation.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    bool IRecorderHost.TryRunCommands()
    {
        if (_hasOwnThread || _isClosed || !_driver.TryEnterForCommands()) return false;
        try
        {
            RunCommands();
            if (_barriers.Count == 0) return true;

            _metricTimer.RunIfDue(_options.TimeProvider.GetTimestamp()); // the loop may not have been driven for long
            _drain.Pass(LoopBudget.Unlimited);
            RunReachedBarriers();
            return true;
        }
        finally
        {
            _driver.Leave();
        }
    }
}
