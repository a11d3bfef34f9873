namespace MvxMetrics.Disruptor;

/// <summary>
/// One position in every lane: how far producers had published when the barrier was made. The barrier is reached when the consumer has
/// passed all of these positions. Made and asked on the loop's thread.
/// </summary>
internal sealed class DrainBarrier
{
    private readonly RingBuffer _ring;
    private readonly long[] _laneTails;
    private readonly long _sharedTail;

    public DrainBarrier(RingBuffer ring, LoopCommand command, bool includesHeld)
    {
        _ring = ring;
        Command = command;
        IncludesHeld = includesHeld;
        ReadOnlySpan<Lane?> lanes = ring.TouchedLanes;
        _laneTails = new long[lanes.Length];
        for (int i = 0; i < lanes.Length; i++) _laneTails[i] = lanes[i]?.Tail ?? long.MinValue;
        _sharedTail = ring.Shared.Tail;
    }

    /// <summary>The command that runs when the barrier is reached.</summary>
    public LoopCommand Command { get; }

    /// <summary>Whether events held for starting recorders must have been applied too.</summary>
    public bool IncludesHeld { get; }

    /// <summary>Whether everything published before has been consumed.</summary>
    public bool IsReached()
    {
        if (_ring.Shared.Head < _sharedTail) return false;

        ReadOnlySpan<Lane?> lanes = _ring.TouchedLanes;
        for (int i = 0; i < _laneTails.Length; i++)
            if (lanes[i] is { } lane && lane.Head < _laneTails[i]) return false;
        return true;
    }
}
