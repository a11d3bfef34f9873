using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Keeps a thread to a schedule by spinning: what is due at a time begins as soon after it as can be.</summary>
internal struct Pace(TimeSpan interval)
{
    private readonly long _interval = Math.Max(1, (long)(interval.TotalSeconds * Stopwatch.Frequency));
    private long _due = Stopwatch.GetTimestamp();

    /// <summary>Waits for the next due time. A schedule that was missed by more than a millisecond starts anew: no bursts.</summary>
    public void Await()
    {
        _due += _interval;
        long now;
        while ((now = Stopwatch.GetTimestamp()) < _due) Thread.SpinWait(1);
        if (now - _due > Stopwatch.Frequency / 1000) _due = now;
    }
}
