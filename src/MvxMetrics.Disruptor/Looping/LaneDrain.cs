namespace MvxMetrics.Disruptor;

/// <summary>Takes events out of every lane in turn, and gives them to their recorders. The loop's thread only. Allocates nothing.</summary>
internal sealed unsafe class LaneDrain
{
    private readonly RingBuffer _ring;
    private readonly RecorderTable _table;
    private readonly LoopCounters _counters;
    private readonly int _batchLimit;
    private readonly CommandQueue _commands;
    private readonly Action _runCommands;
    private int _firstLane;

    public LaneDrain(
        RingBuffer ring,
        RecorderTable table,
        LoopCounters counters,
        int batchLimit,
        CommandQueue commands,
        Action runCommands)
    {
        _ring = ring;
        _table = table;
        _counters = counters;
        _batchLimit = batchLimit;
        _commands = commands;
        _runCommands = runCommands;
    }

    /// <summary>How full the fullest lane was in the passes of this round, 0 to 1.</summary>
    public double Fullness { get; private set; }

    /// <summary>Whether the last pass left published events behind: a lane had more than its turn, or the budget was spent.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>Begins a round: the passes between two waits.</summary>
    public void BeginRound() => Fullness = 0;

    /// <summary>Visits every lane that has been used, once, and returns how many events it consumed.</summary>
    public int Pass(in LoopBudget budget)
    {
        ReadOnlySpan<Lane?> lanes = _ring.TouchedLanes;
        int count = lanes.Length + 1; // and the shared lane
        int consumed = 0;
        IsBehind = false;
        if (_firstLane >= count) _firstLane = 0;
        for (int i = 0, index = _firstLane; i < count; i++, index = index + 1 == count ? 0 : index + 1)
        {
            RecordRing? lane = index < lanes.Length ? lanes[index] : _ring.Shared;
            if (lane is null || !lane.HasPublished()) continue;

            consumed += Drain(lane, Math.Min(_batchLimit, budget.MaxEvents - consumed), in budget);
            if (consumed < budget.MaxEvents && !budget.IsSpent()) continue;

            _firstLane = index + 1; // the next pass starts behind the lane that spent the budget
            IsBehind = true;
            break;
        }

        if (consumed > 0) _counters.CountBatch(consumed);
        return consumed;
    }

    /// <summary>Whether any lane holds an event.</summary>
    public bool HasWork()
    {
        foreach (Lane? lane in _ring.TouchedLanes)
            if (lane is not null && lane.HasPublished()) return true;
        return _ring.Shared.HasPublished();
    }

    /// <summary>Whether a lane is pressed: so full that its producer wakes a parked loop.</summary>
    /// <param name="eighths">How full that is.</param>
    public bool IsPressed(int eighths)
    {
        foreach (Lane? lane in _ring.TouchedLanes)
            if (lane is not null && lane.IsPressed(eighths)) return true;
        return _ring.Shared.IsPressed(eighths);
    }

    private int Drain(RecordRing lane, int limit, in LoopBudget budget)
    {
        long head = lane.Head;
        long end = lane.PublishedEnd(head, limit);
        _counters.CountFill(lane.Waiting);
        Fullness = Math.Max(Fullness, lane.Fullness);

        // Comes after the acquire of the tail. So a command that was posted before an event was published is seen, and runs before that
        // event is dispatched. For this reason a metric can be registered without waiting for the loop. Litmus: commands,
        // BROKEN_TAIL_ACQUIRE, BROKEN_LOOK_ORDER.
        if (_commands.HasAny) _runCommands();

        // Run by run: producers get room back within a batch, and commands and snapshot readers wait for one run at most.
        bool isShared = ReferenceEquals(lane, _ring.Shared);
        int step = budget.IsTimed ? 1 : RecorderPipeline.LongestRun;
        int consumed = 0;
        while (head < end && consumed < limit && !budget.IsSpent())
        {
            RecordRun run = RecordRun.Take(lane, head, end, Math.Min(step, limit - consumed), out long next);
            Dispatch(in run);
            if (isShared) SharedLane.Clear(lane.RecordAt(head), (int)(next - head)); // litmus: shared-lane, BROKEN_CLEAR_ORDER
            lane.Release(next, run.Count);
            consumed += run.Count;
            head = next;
            if (_commands.HasAny) _runCommands();
        }

        IsBehind |= consumed == limit;
        return consumed;
    }

    private void Dispatch(in RecordRun run)
    {
        ref readonly RecorderTable.Entry entry = ref _table.Find(run.Tag);
        if (entry.Pipeline is { } pipeline) pipeline.Consume(in run);
        else entry.Account!.AddDiscarded(run.Count); // the recorder has ended; the producer had read its status before that
    }
}
