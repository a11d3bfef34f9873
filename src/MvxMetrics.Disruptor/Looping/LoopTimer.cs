namespace MvxMetrics.Disruptor;

/// <summary>Something that the loop does at intervals, on its own thread, between two batches.</summary>
internal sealed class LoopTimer
{
    private readonly Action _action;
    private readonly long _period;
    private long _due;

    public LoopTimer(TimeProvider time, TimeSpan period, Action action)
    {
        _action = action;
        _period = (long)(period.TotalSeconds * time.TimestampFrequency);
        _due = time.GetTimestamp() + _period;
    }

    /// <summary>Runs the action if it is due. After a long pause it runs once, not many times.</summary>
    /// <param name="now">The time provider's timestamp, read once for each pass.</param>
    public void RunIfDue(long now)
    {
        if (now < _due) return;
        _due = now + _period;
        _action();
    }
}
