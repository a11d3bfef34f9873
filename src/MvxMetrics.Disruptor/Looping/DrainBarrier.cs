namespace MvxMetrics.Disruptor;

/// <summary>
/// A point in every lane: where publishing stood when the barrier was made. Reached when the consumer has passed all
/// of them. Made and asked on the loop's thread.
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

    /// <summary>What is to be done once the barrier is reached.</summary>
    public LoopCommand Command { get; }

    /// <summary>Whether events kept for starting recorders must have been applied as well.</summary>
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
