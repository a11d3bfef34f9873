using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <content>What happens inside the loop, on one thread at a time: see <see cref="DriverGuard"/>.</content>
public sealed partial class MetricsEventLoop
{
    /// <summary>
    /// Drives the loop on the calling thread until <see cref="RequestStop"/>. Then it applies what was published and closes the loop.
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
            bool isSystemTime = ReferenceEquals(_options.TimeProvider, TimeProvider.System); // its timestamps are those of Stopwatch
            long? polledAt = null;
            while (!_stopRequested)
            {
                int taken = RunPass(LoopBudget.Unlimited, polledAt);
                polledAt = null;
                events = (int)Math.Min((long)events + taken, int.MaxValue);
                if (_drain.IsBehind) continue; // no time to wait, and the lanes' rate would count again what is left
                if (_ring.Prefault.Advance(_ring)) continue; // new lanes are rare, and their producers are already at work

                emptyPasses = events > 0 ? 0 : Math.Min(emptyPasses + 1, int.MaxValue - 1);
                long ended = Stopwatch.GetTimestamp();
                fill.Observe(_drain.Fullness, ended);
                if (events > 0) (gap, foundAt) = (foundAt == 0 ? TimeSpan.MaxValue : Stopwatch.GetElapsedTime(foundAt, ended), ended);
                _onlyPolled = false;
                strategy = Wait(strategy, new WaitContext(this, events, emptyPasses, fill.FillTime, _drain.Fullness, gap));
                _drain.BeginRound();
                events = 0;

                // After some microseconds of polling the last time is still exact enough, and the event need not wait until the clock is
                // read again.
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

    /// <summary>Ends when all hooks that are under way have ended. Any thread.</summary>
    internal Task HooksEnded => _hooks.AllEnded;

    /// <summary>The events held for recorders that are not Running yet. Any thread.</summary>
    internal long HeldEvents => _account.Held;

    /// <summary>
    /// Tells the hooks that nobody will wait for them longer. It does so on the thread pool, because it runs code of the hooks. Any thread.
    /// </summary>
    internal void CancelHooks() => _closing.CancelAsync().ContinueWith(
        cancelled => LoopLog.HookCancellationFailed(_logger, cancelled.Exception!),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);

    /// <summary>
    /// The recorders that take events now, also those that no runtime created. None when the loop has closed. Any thread.
    /// </summary>
    internal Task<List<MetricsRecorder>> AttachedRecordersAsync()
    {
        TaskCompletionSource<List<MetricsRecorder>> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ActionCommand look = new(() => found.SetResult(_table.Recorders()), () => found.SetResult([]));
        if (!Post(look)) look.Cancel();
        return found.Task;
    }

    /// <summary>
    /// Sleeps unless there is work. When it lets events gather, it sleeps unless there is so much work that producers would wake the loop.
    /// A wait strategy has no other way to sleep. Litmus: parking, BROKEN_RECHECK, BROKEN_RECHECK_QUESTION.
    /// </summary>
    /// <param name="timeout">The longest sleep.</param>
    /// <param name="eighths">How full a lane has to be for its producer to wake the loop.</param>
    /// <param name="lettingEventsGather">Whether to sleep although events wait, as long as they are fewer than that.</param>
    /// <param name="member">The member that was called, for error messages.</param>
    internal void Park(TimeSpan timeout, int eighths, bool lettingEventsGather, string member)
    {
        if (timeout < TimeSpan.Zero || timeout.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, $"The timeout of {member} must lie between zero and 24 days.");

        _onlyPolled = false;
        _ring.Signal.PrepareToPark(eighths);

        // Always asks what producers ask too. Claimed records behind a claimed but unpublished one press the lane, but they are no work
        // yet.
        bool hasWork = _stopRequested || _commands.HasAny || _drain.IsPressed(eighths) || (!lettingEventsGather && _drain.HasWork());
        if (hasWork) _ring.Signal.CancelPark();
        else _ring.Signal.Park(timeout);
    }

    /// <summary>How long a polling strategy leaves the lanes alone after a pass that found events.</summary>
    internal TimeSpan PollInterval => _options.PollInterval;

    /// <summary>Whether something other than an event waits. The loop's thread.</summary>
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

    /// <summary>Posts a command that runs when all events published before are applied, also those held for starting recorders.</summary>
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
            LoopCommand? next = command.Next; // read first: a command may be posted again after it has run
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

    // What producers publish during the last pass is for closed recorders. So the goal has a limit, even if producers go on.
    private void DrainWhatIsPublished()
    {
        RunCommands();
        DrainBarrier end = new(_ring, new ActionCommand(static () => { }), includesHeld: false);
        while (!end.IsReached()) RunPass(LoopBudget.Unlimited);
        RunPass(LoopBudget.Unlimited);
    }

    // Runs inside the loop. Afterwards nothing is written any more, and every operation that waited has its answer.
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
#pragma warning disable CA1031 // Threads that wait for another command must get their answer too.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LoopLog.CommandFailed(_logger, error);
        }
    }
}
