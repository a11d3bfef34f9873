namespace MvxMetrics.Disruptor.Perf;

/// <summary>The least that threads can share: a count by outcome and a sum, no distribution.</summary>
internal sealed class InterlockedLoop(BookSize size)
    : PeerLoop(Peer.InterlockedPair, "Increment of a count by outcome and Add to a sum, in cache lines of their own; no distribution", size)
{
    private const int Apart = 16; // longs: two cache lines
    private readonly long[] _cells = new long[Apart * (Attempts.Outcomes + 2)];

    protected override void Drive(OrderBook book, int orders)
    {
        Sink sink = new(_cells);
        book.Run(orders, ref sink);
    }

    protected override void Check(long events, long sum)
    {
        long count = Enumerable.Range(1, Attempts.Outcomes).Sum(i => _cells[Apart * (i + 1)]);
        WrongResultException.RequireTotals(Name, events, sum, (count, count, _cells[Apart]));
    }

    private readonly struct Sink(long[] cells) : IEventSink
    {
        public void Record(int outcome, long nanoseconds)
        {
            Interlocked.Increment(ref cells[Apart * (outcome + 2)]);
            Interlocked.Add(ref cells[Apart], nanoseconds);
        }
    }
}
