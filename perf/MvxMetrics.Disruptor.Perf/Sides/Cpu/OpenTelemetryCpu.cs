using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>OpenTelemetry's counter and histogram.</summary>
internal sealed class OpenTelemetryCpu<TWork>(int steps) : CpuSide<TWork>(Peer.OpenTelemetry, "both calls", steps)
    where TWork : struct, IWork
{
    private readonly OpenTelemetryPair _pair = new();

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

    public override void Dispose()
    {
        base.Dispose();
        _pair.Dispose();
    }
}
