namespace MvxMetrics.Disruptor.Perf;

/// <summary>A loop that records with prometheus-net's counter and histogram.</summary>
internal sealed class PrometheusLoop(BookSize size) : PeerLoop(Peer.Prometheus, "Child.Inc and Histogram.Observe, child kept", size)
{
    private readonly PrometheusPair _pair = new();

    protected override void Drive(OrderBook book, int orders)
    {
        Sink sink = new(_pair);
        book.Run(orders, ref sink);
    }

    protected override void Check(long events, long sum) => WrongResultException.RequireTotals(Name, events, sum, _pair.Read());

    private readonly struct Sink(PrometheusPair pair) : IEventSink
    {
        public void Record(int outcome, long nanoseconds) => pair.Record(outcome, nanoseconds);
    }
}
