namespace MvxMetrics.Disruptor.Perf;

/// <summary>One <c>Interlocked.Increment</c> of each of many counters in turn.</summary>
internal sealed class ManyInterlockedCall(string name, int targets)
    : CallSide(name, "one locked increment of a long in two cache lines of its own: a count, no outcome, no duration", "-", 1)
{
    private const int Apart = 16; // longs: two cache lines, as neighbours are fetched in pairs
    private readonly long[] _counters = new long[Apart * (targets + 1)];
    private int _next = Apart;

    protected override void Burst(int worker, int calls)
    {
        long[] counters = _counters;
        int next = _next;
        for (int i = 0; i < calls; i++)
        {
            Interlocked.Increment(ref counters[next]);
            if ((next += Apart) == counters.Length) next = Apart;
        }

        _next = next;
    }

    protected override void Check(long calls, long sum) => WrongResultException.Require(Name, "the counts of all", calls, _counters.Sum());
}
