namespace MvxMetrics.Disruptor;

/// <summary>
/// The commands for the loop: many writers, one reader, first in first out. The queue is intrusive, so posting a reused command allocates
/// nothing. It is a stack; the reader takes all of it and reverses it.
/// </summary>
internal sealed class CommandQueue
{
    private static readonly LoopCommand s_closed = new ActionCommand(static () => { });

    /// <summary>
    /// The command posted last, or the closed mark. Pushed by compare-and-swap, which is a full fence: the command's fields, and everything
    /// that its poster published before, are visible before it. Taken by exchange. Litmus: commands, BROKEN_POST_CAS, BROKEN_POST_FENCE,
    /// BROKEN_TAKE_FENCE.
    /// </summary>
    private LoopCommand? _last;

    /// <summary>Whether commands wait. The loop's thread. Read with acquire.</summary>
    public bool HasAny
    {
        get
        {
            LoopCommand? last = Volatile.Read(ref _last);
            return last is not null && !ReferenceEquals(last, s_closed);
        }
    }

    /// <summary>Adds a command; false when the queue has been closed. Any thread; lock-free.</summary>
    public bool TryPost(LoopCommand command)
    {
        LoopCommand? last = Volatile.Read(ref _last);
        while (true)
        {
            if (ReferenceEquals(last, s_closed)) return false;
            command.Next = last;
            LoopCommand? seen = Interlocked.CompareExchange(ref _last, command, last);
            if (ReferenceEquals(seen, last)) return true;
            last = seen;
        }
    }

    /// <summary>Takes all commands, linked in the order in which they were posted. The loop's thread.</summary>
    public LoopCommand? TakeAll() => HasAny ? Reverse(Interlocked.Exchange(ref _last, null)) : null;

    /// <summary>Refuses commands from now on, and takes the waiting ones. Called once, by the thread that ends the loop.</summary>
    public LoopCommand? Close()
    {
        LoopCommand? last = Interlocked.Exchange(ref _last, s_closed);
        return ReferenceEquals(last, s_closed) ? null : Reverse(last);
    }

    private static LoopCommand? Reverse(LoopCommand? last)
    {
        LoopCommand? first = null;
        while (last is not null)
        {
            (LoopCommand? before, last.Next) = (last.Next, first);
            first = last;
            last = before;
        }

        return first;
    }
}
