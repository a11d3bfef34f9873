namespace MvxMetrics.Disruptor.Perf;

/// <summary>One <c>Interlocked.Increment</c> of one counter that all threads share: the floor of shared counting.</summary>
internal sealed class InterlockedCall(int threads)
    : CallSide(Peer.Interlocked, "one locked increment of a shared long: a count, no outcome, no duration", "-", threads)
{
    private readonly long[] _counter = new long[32]; // in cache lines of its own

    protected override void Burst(int worker, int calls)
    {
        ref long counter = ref _counter[16];
        for (int i = 0; i < calls; i++) Interlocked.Increment(ref counter);
    }

    protected override void Check(long calls, long sum) => WrongResultException.Require(Name, "the count", calls, _counter[16]);
}
