namespace MvxMetrics.Disruptor.Perf;

/// <summary>prometheus-net's counter and histogram.</summary>
internal sealed class PrometheusLatency(LatencySchedule schedule) : LatencySide(Peer.Prometheus, "both calls", "collection", schedule)
{
    private readonly PrometheusPair _pair = new();

    protected override void Call(int outcome, long nanoseconds) => _pair.Record(outcome, nanoseconds);

    protected override void Check(long calls, long sum) => WrongResultException.RequireTotals(Name, calls, sum, _pair.Read());
}
