namespace MvxMetrics.Disruptor;

/// <summary>Something the loop does every so often, on its own thread, at the end of a pass.</summary>
internal sealed class LoopTimer
{
    private readonly TimeProvider _time;
    private readonly Action _action;
    private readonly long _period;
    private long _due;

    public LoopTimer(TimeProvider time, TimeSpan period, Action action)
    {
        _time = time;
        _action = action;
        _period = (long)(period.TotalSeconds * time.TimestampFrequency);
        _due = time.GetTimestamp() + _period;
    }

    /// <summary>Runs the action if it is due; a long pause is made up for by one run, not by many.</summary>
    public void RunIfDue()
    {
        long now = _time.GetTimestamp();
        if (now < _due) return;
        _due = now + _period;
        _action();
    }
}
