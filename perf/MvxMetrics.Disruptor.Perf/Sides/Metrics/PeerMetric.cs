namespace MvxMetrics.Disruptor.Perf;

/// <summary>A peer's instrument: one delegate call for a pass over all events, so that the loop over them is the peer's own.</summary>
internal sealed class PeerMetric(string name, string included, PeerMetric.PassOver pass, IDisposable? owner = null)
    : ApplySide(name, included)
{
    private long _count;

    /// <summary>Takes all events in.</summary>
    internal delegate void PassOver(ReadOnlySpan<SaveAttempt> events);

    protected override long Count => _count;

    protected override void Pass()
    {
        pass(Events);
        _count += Events.Length;
    }

    public override void Dispose()
    {
        base.Dispose();
        owner?.Dispose();
    }
}
