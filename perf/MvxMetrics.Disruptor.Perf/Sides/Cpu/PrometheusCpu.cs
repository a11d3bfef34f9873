using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>prometheus-net's counter and histogram.</summary>
internal sealed class PrometheusCpu<TWork>(int steps) : CpuSide<TWork>(Peer.Prometheus, "both calls", steps)
    where TWork : struct, IWork
{
    private readonly PrometheusPair _pair = new();

    [MethodImpl(MethodImplOptions.NoInlining)]
    protected override long WorkAndRecord(int calls, int steps, long state)
    {
        for (int i = 0; i < calls; i++)
        {
            state = TWork.Do(steps, state);
            _pair.Record(TWork.OutcomeOf(i, state), Attempts.DurationOf(i));
        }

        return state;
    }

    protected override void Check(long calls, long sum) => WrongResultException.RequireTotals(Name, calls, sum, _pair.Read());
}
