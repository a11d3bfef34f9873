namespace MvxMetrics.Disruptor.Perf;

/// <summary>A loop that records with a peer, which needs no consumer and loses nothing.</summary>
internal abstract class PeerLoop(string name, string included, BookSize size) : LoopSide(name, included, "collection; no consumer", size)
{
    private long _events;
    private long _sum;

    /// <summary>Checks that all events so far have had their effect.</summary>
    protected abstract void Check(long events, long sum);

    protected override long Lost(long events, long sum)
    {
        Check(_events += events, _sum += sum);
        return 0;
    }
}
