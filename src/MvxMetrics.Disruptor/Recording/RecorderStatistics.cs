namespace MvxMetrics.Disruptor;

/// <summary>
/// What became of the events of one recorder. <c>Attempted = Accepted + Dropped</c> and
/// <c>Accepted = Processed + Discarded + Pending</c>: exact once nobody publishes and the loop has caught up; while
/// events flow, <see cref="Pending"/> is a momentary count.
/// </summary>
/// <param name="Processed">Offered to every metric that handles their type.</param>
/// <param name="Discarded">Accepted but not fully applied, because the recorder faulted or had stopped before the loop came to them.</param>
/// <param name="Pending">Accepted and neither processed nor discarded yet.</param>
/// <param name="Dropped">Not accepted: no room, or refused.</param>
/// <param name="Refused">Those of <paramref name="Dropped"/> that were refused because of the recorder's status or the event's size.</param>
/// <param name="SnapshotRetries">Optimistic reads that met the writer and were repeated.</param>
/// <param name="ServicedCopies">Reads that the loop made, because the writer left no gap for an optimistic one.</param>
public readonly record struct RecorderStatistics(
    long Processed, long Discarded, long Pending, long Dropped, long Refused, long SnapshotRetries, long ServicedCopies)
{
    /// <summary>Events that <c>RegisterEvent</c>, <c>TryRegisterEvent</c> or <c>TryWrite</c> was called with.</summary>
    public long Attempted => Accepted + Dropped;

    /// <summary>Events that are in the loop's hands, or were.</summary>
    public long Accepted => Processed + Discarded + Pending;
}
