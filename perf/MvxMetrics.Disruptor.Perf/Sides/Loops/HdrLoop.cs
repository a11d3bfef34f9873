using HdrHistogram;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What trading threads do that trust nobody: an HdrHistogram and an array of counters of their own.</summary>
internal sealed class HdrLoop(BookSize size)
    : PeerLoop(Peer.HdrInlined, "RecordValue, and one addition in an array, in the trading thread; no other thread may read them", size)
{
    private readonly LongHistogram _durations = new(1, 3_600_000_000_000, 2);
    private readonly long[] _counts = new long[Attempts.Outcomes];

    protected override void Drive(OrderBook book, int orders)
    {
        Sink sink = new(_durations, _counts);
        book.Run(orders, ref sink);
    }

    // The histogram keeps no sum: of its values, each within its precision of a hundredth.
    protected override void Check(long events, long sum)
    {
        WrongResultException.Require(Name, "the attempts counted", events, _counts.Sum());
        WrongResultException.Require(Name, "the durations counted", events, _durations.TotalCount);
        double mean = _durations.GetMean() * events / sum;
        if (mean is < 0.98 or > 1.02) throw new WrongResultException(Name, "the sum of durations", sum, (long)(mean * sum));
    }

    private readonly struct Sink(LongHistogram durations, long[] counts) : IEventSink
    {
        public void Record(int outcome, long nanoseconds)
        {
            counts[outcome]++;
            durations.RecordValue(nanoseconds);
        }
    }
}
