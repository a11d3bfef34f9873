namespace MvxMetrics.Disruptor.Perf;

/// <summary>A loop that records with OpenTelemetry's counter and histogram.</summary>
internal sealed class OpenTelemetryLoop(BookSize size)
    : PeerLoop(Peer.OpenTelemetry, "Counter.Add and Histogram.Record with one tag each", size)
{
    private readonly OpenTelemetryPair _pair = new();

    protected override void Drive(OrderBook book, int orders)
    {
        Sink sink = new(_pair);
        book.Run(orders, ref sink);
    }

    protected override void Check(long events, long sum) => WrongResultException.RequireTotals(Name, events, sum, _pair.Read());

    public override void Dispose()
    {
        base.Dispose();
        _pair.Dispose();
    }

    private readonly struct Sink(OpenTelemetryPair pair) : IEventSink
    {
        public void Record(int outcome, long nanoseconds) => pair.Record(outcome, nanoseconds);
    }
}
