namespace MvxMetrics.Disruptor;

/// <summary>How long a pass may take and how many events it may consume.</summary>
internal readonly struct LoopBudget
{
    private readonly TimeProvider? _time;
    private readonly long _deadline;

    public LoopBudget(int maxEvents, TimeProvider time, TimeSpan? duration)
    {
        MaxEvents = maxEvents;
        if (duration is not { } limit) return;
        _time = time;

        long now = time.GetTimestamp();
        double ticks = limit.TotalSeconds * time.TimestampFrequency;
        _deadline = ticks < long.MaxValue - (double)now ? now + (long)ticks : long.MaxValue;
    }

    /// <summary>No limit.</summary>
    public static LoopBudget Unlimited => new(int.MaxValue, TimeProvider.System, null);

    /// <summary>Most events to consume.</summary>
    public int MaxEvents { get; }

    /// <summary>Whether there is a time limit. If so, the clock is read before every event.</summary>
    public bool IsTimed => _time is not null;

    /// <summary>Whether the time limit has passed.</summary>
    public bool IsSpent() => _time is not null && _time.GetTimestamp() >= _deadline;
}
