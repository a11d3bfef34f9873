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

    protected override void Check(long calls, long sum) => WrongResultException.RequireTotals(Name, calls, sum, _pair.Read());
}
