using System.Diagnostics;
using HdrHistogram;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures single calls, each between two readings of the clock, whose own cost is subtracted: bursts of so many calls at a
/// steady interval.
/// </summary>
internal abstract class LatencySide(string name, string included, string excluded, LatencySchedule schedule)
    : Side(name, included, excluded + "; the median cost of reading the clock")
{
    private long _callsSoFar;
    private long _sumSoFar;

    protected abstract void Call(int outcome, long nanoseconds);

    protected virtual void Settle()
    {
    }

    /// <summary>Checks that all calls so far have had their effect.</summary>
    protected abstract void Check(long calls, long sum);

    public override Sample Round()
    {
        LongHistogram latencies = new(1, 10_000_000_000, 3);
        Pace pace = new(schedule.Interval);
        long allocated = 0;
        for (int burst = 0; burst < schedule.Bursts; burst++)
        {
            pace.Await();
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < schedule.Calls; i++)
            {
                long started = Stopwatch.GetTimestamp();
                Call(Attempts.OutcomeOf(i), Attempts.DurationOf(i));
                latencies.RecordValue(Math.Max(1, Stopwatch.GetTimestamp() - started));
            }

            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
        }

        Settle();
        _callsSoFar += (long)schedule.Bursts * schedule.Calls;
        _sumSoFar += schedule.Bursts * Attempts.SumOf(schedule.Calls);
        Check(_callsSoFar, _sumSoFar);
        return new Sample { AllocatedBytes = allocated, Latencies = latencies }.WithPercentiles(latencies, Clocks.WallCost);
    }
}
