namespace MvxMetrics.Disruptor;

/// <summary>
/// What became of all events of a loop, and how it works. <c>Attempted = Accepted + Dropped</c> and
/// <c>Accepted = Processed + Discarded + Pending</c>. Accepted is counted where producers publish, Processed and
/// Discarded where the loop consumes.
/// </summary>
/// <param name="Accepted">Events published into a lane.</param>
/// <param name="Processed">Offered to every metric that handles their type.</param>
/// <param name="Discarded">Accepted but not fully applied: their recorder had faulted, stopped or was removed.</param>
/// <param name="Dropped">Not accepted: no room, or refused.</param>
/// <param name="Refused">Those of <paramref name="Dropped"/> that were refused because of a status or the event's size.</param>
/// <param name="SharedLaneEvents">Those of <paramref name="Accepted"/> that went through the shared lane.</param>
/// <param name="LaneCount">Private lanes.</param>
/// <param name="LanesLeased">Private lanes that a live producer holds.</param>
/// <param name="HighWaterMark">Most events that the loop found in one lane when it came to it.</param>
/// <param name="Batches">Passes over the lanes that found events.</param>
/// <param name="LargestBatch">Most events consumed in one pass.</param>
/// <param name="WakeUps">How often a producer or a command woke the parked loop.</param>
/// <param name="SnapshotRetries">Optimistic reads that met the writer and were repeated, of all recorders, removed ones included.</param>
/// <param name="ServicedCopies">Reads of one recorder that the loop made, of all recorders, removed ones included. Capture is not among them.</param>
public readonly record struct RuntimeStatistics(
    long Accepted,
    long Processed,
    long Discarded,
    long Dropped,
    long Refused,
    long SharedLaneEvents,
    int LaneCount,
    int LanesLeased,
    long HighWaterMark,
    long Batches,
    long LargestBatch,
    long WakeUps,
    long SnapshotRetries,
    long ServicedCopies)
{
    /// <summary>Events that a recorder or writer was called with.</summary>
    public long Attempted => Accepted + Dropped;

    /// <summary>Accepted and neither processed nor discarded yet: zero once nobody publishes and the loop has caught up.</summary>
    public long Pending => Accepted - Processed - Discarded;
}
