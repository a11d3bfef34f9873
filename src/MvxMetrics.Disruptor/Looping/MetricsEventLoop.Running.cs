using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <content>What happens inside the loop: on one thread at a time, see <see cref="DriverGuard"/>.</content>
public sealed partial class MetricsEventLoop
{
    /// <summary>
    /// Drives the loop on the calling thread until <see cref="RequestStop"/>, then applies what was published and closes.
    /// </summary>
    internal void Run()
    {
        _driver.Enter(nameof(Run));
        try
        {
            WaitStrategy strategy = _options.WaitStrategy;
            int emptyPasses = 0;
            int events = 0;
            long foundAt = 0;
            TimeSpan gap = TimeSpan.MaxValue;
            FillEstimate fill = new(Stopwatch.GetTimestamp());
            bool isSystemTime = ReferenceEquals(_options.TimeProvider, TimeProvider.System); // whose timestamps are those of Stopwatch
            long? polledAt = null;
            while (!_stopRequested)
            {
                int taken = RunPass(LoopBudget.Unlimited, polledAt);
                polledAt = null;
                events = (int)Math.Min((long)events + taken, int.MaxValue);
                if (_drain.IsBehind) continue; // no time to wait, and what is left would be counted in the lanes' rate again
                if (_ring.Prefault.Advance(_ring)) continue; // new lanes are rare, and their producers are at work already

                emptyPasses = events > 0 ? 0 : Math.Min(emptyPasses + 1, int.MaxValue - 1);
                long ended = Stopwatch.GetTimestamp();
                fill.Observe(_drain.Fullness, ended);
                if (events > 0) (gap, foundAt) = (foundAt == 0 ? TimeSpan.MaxValue : Stopwatch.GetElapsedTime(foundAt, ended), ended);
                _onlyPolled = false;
                strategy = Wait(strategy, new WaitContext(this, events, emptyPasses, fill.FillTime, _drain.Fullness, gap));
                _drain.BeginRound();
                events = 0;

                // After some microseconds of polling the last reading is good enough, and the event need not wait for another one.
                polledAt = _onlyPolled && isSystemTime ? ended : null;
            }

            DrainWhatIsPublished();
        }
        finally
        {
            Close();
            _driver.Leave();
        }
    }

    /// <summary>Makes <see cref="Run"/> return. Any thread.</summary>
    internal void RequestStop()
    {
        _stopRequested = true;
        _ring.Signal.WakeIfParked();
    }

    /// <summary>Ends when the hooks that are under way have ended. Any thread.</summary>
    internal Task HooksEnded => _hooks.AllEnded;

    /// <summary>Events kept for recorders that have not come to run. Any thread.</summary>
    internal long HeldEvents => _account.Held;

    /// <summary>
    /// Tells hooks that nobody will wait for them any longer: on the thread pool, since that runs their code. Any thread.
    /// </summary>
    internal void CancelHooks() => _closing.CancelAsync().ContinueWith(
        cancelled => LoopLog.HookCancellationFailed(_logger, cancelled.Exception!),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);

    /// <summary>The recorders that take events now, whoever made them; none when the loop has closed. Any thread.</summary>
    internal Task<List<MetricsRecorder>> AttachedRecordersAsync()
    {
        TaskCompletionSource<List<MetricsRecorder>> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ActionCommand look = new(() => found.SetResult(_table.Recorders()), () => found.SetResult([]));
        if (!Post(look)) look.Cancel();
        return found.Task;
    }

    /// <summary>
    /// Sleeps unless there is work; or, to let events gather, unless there is so much that producers would wake the loop. The
    /// wait strategy's one way to sleep. Litmus: parking, BROKEN_RECHECK, BROKEN_RECHECK_QUESTION.
    /// </summary>
    /// <param name="timeout">How long at most.</param>
    /// <param name="eighths">How full a lane has to be for its producer to wake the loop.</param>
    /// <param name="lettingEventsGather">Whether to sleep although fewer wait.</param>
    /// <param name="member">What was called.</param>
    internal void Park(TimeSpan timeout, int eighths, bool lettingEventsGather, string member)
    {
        if (timeout < TimeSpan.Zero || timeout.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, $"The timeout of {member} must lie between zero and 24 days.");

        _onlyPolled = false;
        _ring.Signal.PrepareToPark(eighths);

        // Always what producers ask as well: claimed records behind one that is not published yet are pressing, but no work.
        bool hasWork = _stopRequested || _commands.HasAny || _drain.IsPressed(eighths) || (!lettingEventsGather && _drain.HasWork());
        if (hasWork) _ring.Signal.CancelPark();
        else _ring.Signal.Park(timeout);
    }

    /// <summary>How long a polling strategy leaves the lanes alone after a pass that found events.</summary>
    internal TimeSpan PollInterval => _options.PollInterval;

    /// <summary>Whether something else than an event waits. The loop's thread.</summary>
    internal bool HasOtherWork => _stopRequested || _commands.HasAny;

    /// <summary>Whether the loop can sleep for less than a millisecond.</summary>
    internal bool SleepsPrecisely => _ring.Signal.IsPrecise;

    /// <summary>Looks for work without a pause. The loop's thread.</summary>
    internal void Poll(int polls)
    {
        _onlyPolled = true;
        for (int i = 0; i < polls && !_drain.HasWork() && !_commands.HasAny && !_stopRequested; i++)
        {
        }
    }

    /// <summary>
    /// Posts a command that runs when everything published before is applied, events kept for starting recorders included.
    /// </summary>
    internal bool PostFlush(LoopCommand command) => PostBarrier(command, includesHeld: true);

    private int RunPass(in LoopBudget budget, long? timestamp = null)
    {
        RunCommands();
        long now = timestamp ?? _options.TimeProvider.GetTimestamp();
        _metricTimer.RunIfDue(now); // before the events: they belong to the time that begins now
        int events = _drain.Pass(in budget);
        RunReachedBarriers();
        _dropTimer.RunIfDue(now);
        return events;
    }

    private void TickMetrics()
    {
        TimeSpan uptime = ((IRecorderHost)this).Uptime;
        foreach (RecorderTable.Entry entry in _table.Entries) entry.Pipeline?.Tick(uptime);
    }

    private void RunCommands()
    {
        LoopCommand? command = _commands.TakeAll();
        while (command is not null)
        {
            LoopCommand? next = command.Next; // read first: a command that has run may be posted again
            command.Next = null;
            Execute(command);
            command = next;
        }
    }

    private void Execute(LoopCommand command)
    {
        try
        {
            command.Execute();
        }
#pragma warning disable CA1031 // A command that fails must not take the loop, and every other recorder, with it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LoopLog.CommandFailed(_logger, error);
        }
    }

    private void RunReachedBarriers()
    {
        for (int i = 0; i < _barriers.Count;)
        {
            DrainBarrier barrier = _barriers[i];
            if (!barrier.IsReached() || (barrier.IncludesHeld && _account.Held > 0))
            {
                i++;
                continue;
            }

            _barriers.RemoveAt(i);
            Execute(barrier.Command);
        }
    }

    private bool PostBarrier(LoopCommand command, bool includesHeld) => Post(new ActionCommand(
        () => _barriers.Add(new DrainBarrier(_ring, command, includesHeld)),
        command.Cancel));

    private bool Post(LoopCommand command)
    {
        if (!_commands.TryPost(command)) return false;
        _ring.Signal.WakeIfParked();
        return true;
    }

    private WaitStrategy Wait(WaitStrategy strategy, in WaitContext context)
    {
        try
        {
            strategy.Wait(in context);
            return strategy;
        }
#pragma warning disable CA1031 // The application's code; the loop survives it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LoopLog.WaitStrategyFailed(_logger, strategy.GetType().Name, error);
            return WaitStrategy.Adaptive;
        }
    }

    // What is published while the last pass runs belongs to closed recorders: a bounded goal, even if producers go on.
    private void DrainWhatIsPublished()
    {
        RunCommands();
        DrainBarrier end = new(_ring, new ActionCommand(static () => { }), includesHeld: false);
        while (!end.IsReached()) RunPass(LoopBudget.Unlimited);
        RunPass(LoopBudget.Unlimited);
    }

    // Inside the loop. Afterwards nothing is written any more, and every operation that waited has been told.
    private void Close()
    {
        if (_isClosed) return;
        _isClosed = true;
        for (LoopCommand? command = _commands.Close(); command is not null;)
        {
            LoopCommand? next = command.Next;
            Cancel(command);
            command = next;
        }

        foreach (DrainBarrier barrier in _barriers) Cancel(barrier.Command);
        _barriers.Clear();
        foreach (MetricsRecorder recorder in _table.Recorders()) recorder.CutOff();
        _ring.Retire();
        CancelHooks();
    }

    private void Cancel(LoopCommand command)
    {
        try
        {
            command.Cancel();
        }
#pragma warning disable CA1031 // Whoever waits for another command must be told as well.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LoopLog.CommandFailed(_logger, error);
        }
    }
}
