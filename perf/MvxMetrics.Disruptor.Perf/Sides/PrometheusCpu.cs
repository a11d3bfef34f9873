using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>prometheus-net's counter and histogram.</summary>
internal sealed class PrometheusCpu(int steps) : CpuSide(Peer.Prometheus, "both calls", steps)
{
    private readonly PrometheusPair _pair = new();

    [MethodImpl(MethodImplOptions.NoInlining)]
    protected override long WorkAndRecord(int calls, int steps, long state)
    {
        for (int i = 0; i < calls; i++)
        {
            state = Work(steps, state);
            _pair.Record(Attempts.OutcomeOf(i), Attempts.DurationOf(i));
        }

        return state;
    }

    protected override void Check(long calls, long sum)
    {
        (long attempts, long count, long total) = _pair.Read();
        WrongResultException.Require(Name, "the attempts counted", calls, attempts);
        WrongResultException.Require(Name, "the durations counted", calls, count);
        WrongResultException.Require(Name, "the sum of durations", sum, total);
    }
}
