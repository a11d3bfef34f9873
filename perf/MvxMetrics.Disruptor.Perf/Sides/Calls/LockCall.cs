namespace MvxMetrics.Disruptor.Perf;

/// <summary>What people write themselves: a lock around a count by outcome and a sum.</summary>
internal sealed class LockCall(int threads)
    : CallSide(Peer.Lock, "a lock around three fields: count, failures, sum of durations; no distribution", "-", threads)
{
    private readonly Lock _lock = new();
    private long _count;
    private long _failures;
    private long _sum;

    protected override void Burst(int worker, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            long outcome = Attempts.OutcomeOf(i);
            long nanoseconds = Attempts.DurationOf(i);
            lock (_lock)
            {
                _count++;
                if (outcome != 0) _failures++;
                _sum += nanoseconds;
            }
        }
    }

    protected override void Check(long calls, long sum)
    {
        WrongResultException.RequireTotals(Name, calls, sum, (_count, _count, _sum));
        WrongResultException.Require(Name, "the failures", calls - (calls / Attempts.Outcomes), _failures);
    }
}
