namespace MvxMetrics.Disruptor.Perf;

/// <summary>prometheus-net's counter and histogram.</summary>
internal sealed class PrometheusCall(int threads)
    : CallSide(
        Peer.Prometheus,
        "Child.Inc and Histogram.Observe, child kept: everything until the state has changed",
        "collection",
        threads)
{
    private readonly PrometheusPair _pair = new();

    protected override int MostBursts => 256;

    protected override void Burst(int worker, int calls)
    {
        PrometheusPair pair = _pair;
        for (int i = 0; i < calls; i++) pair.Record(Attempts.OutcomeOf(i), Attempts.DurationOf(i));
    }

    protected override void Check(long calls, long sum) => WrongResultException.RequireTotals(Name, calls, sum, _pair.Read());
}
