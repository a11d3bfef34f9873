namespace MvxMetrics.Disruptor;

/// <summary>
/// Takes events out of every lane in turn and brings them to their recorders. The loop's thread only; allocates nothing.
/// </summary>
internal sealed unsafe class LaneDrain
{
    private readonly RingBuffer _ring;
    private readonly RecorderTable _table;
    private readonly EventAccount _account;
    private readonly LoopCounters _counters;
    private readonly int _batchLimit;
    private readonly CommandQueue _commands;
    private readonly Action _runCommands;
    private int _firstLane;

    public LaneDrain(
        RingBuffer ring,
        RecorderTable table,
        EventAccount account,
        LoopCounters counters,
        int batchLimit,
        CommandQueue commands,
        Action runCommands)
    {
        _ring = ring;
        _table = table;
        _account = account;
        _counters = counters;
        _batchLimit = batchLimit;
        _commands = commands;
        _runCommands = runCommands;
    }

    /// <summary>How full the last pass found the fullest lane, 0 to 1.</summary>
    public double Fullness { get; private set; }

    /// <summary>Visits every lane once, and returns how many events it consumed.</summary>
    public int Pass(in LoopBudget budget)
    {
        ReadOnlySpan<Lane> lanes = _ring.TouchedLanes;
        int count = lanes.Length + 1; // and the shared lane
        int consumed = 0;
        Fullness = 0;
        for (int i = 0; i < count; i++)
        {
            int index = (_firstLane + i) % count;
            SlotRing lane = index < lanes.Length ? lanes[index] : _ring.Shared;
            consumed += Drain(lane, Math.Min(_batchLimit, budget.MaxEvents - consumed), in budget);
            if (consumed < budget.MaxEvents && !budget.IsSpent()) continue;

            _firstLane = (index + 1) % count; // the next pass starts behind the lane that used the budget up
            break;
        }

        if (consumed > 0) _counters.CountBatch(consumed);
        return consumed;
    }

    /// <summary>Whether any lane holds an event.</summary>
    public bool HasWork()
    {
        foreach (Lane lane in _ring.TouchedLanes)
            if (lane.HasPublished()) return true;
        return _ring.Shared.HasPublished();
    }

    /// <summary>Whether a lane is so full that its producer wakes the loop when it comes by.</summary>
    public bool IsPressed()
    {
        foreach (Lane lane in _ring.TouchedLanes)
            if (lane.IsPressed(lane.Tail, lane.Head)) return true;
        return _ring.Shared.IsPressed(_ring.Shared.Tail, _ring.Shared.Head);
    }

    private int Drain(SlotRing lane, int limit, in LoopBudget budget)
    {
        long head = lane.Head;
        long end = lane.PublishedEnd(head, limit);
        if (end == head) return 0;

        long waiting = lane.Tail - head;
        _counters.CountFill(waiting);
        Fullness = Math.Max(Fullness, waiting * lane.SlotShare);

        // After the acquire of the tail: a command posted before an event was published is seen, and runs, before that
        // event is dispatched. This is what lets a metric be registered without waiting for the loop. Litmus: commands,
        // BROKEN_TAIL_ACQUIRE, BROKEN_LOOK_ORDER.
        if (_commands.HasAny) _runCommands();

        // Short steps: producers get slots back within a batch, and commands and snapshot readers wait for a step at most.
        long start = head;
        int step = budget.IsTimed ? 1 : RecorderPipeline.LongestRun;
        int stride = lane.Stride;
        while (head < end && !budget.IsSpent())
        {
            int count = (int)Math.Min(Math.Min(end - head, step), lane.ContiguousFrom(head));
            Dispatch(lane.SlotAt(head), count, stride);
            head += count;
            lane.Release(head);
            if (_commands.HasAny) _runCommands();
        }

        return (int)(head - start);
    }

    // Runs of events with the same tag go to their recorder together: one look-up, one call, one write section.
    private void Dispatch(byte* slot, int count, int stride)
    {
        while (count > 0)
        {
            ulong tag = SlotHeader.TagOf(*(ulong*)slot);
            byte* next = slot + stride;
            int run = 1;
            for (; run < count && SlotHeader.TagOf(*(ulong*)next) == tag; run++) next += stride;

            ref readonly RecorderTable.Entry entry = ref _table.Find(tag);
            if (entry.Pipeline is { } pipeline) pipeline.Consume(tag, slot, run, stride);
            else CountOrphans(entry.Account!, run);

            slot = next;
            count -= run;
        }
    }

    // Events of a recorder that has stopped or faulted, from a producer that was past its look at the status.
    private void CountOrphans(EventAccount account, int count)
    {
        account.AddDiscarded(count);
        account.ReturnPermits(count);
        _account.AddDiscarded(count);
    }
}
