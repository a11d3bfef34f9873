namespace MvxMetrics.Disruptor;

/// <summary>
/// What became of all events of a loop, and how it works. <c>Attempted = Accepted + Dropped</c> and
/// <c>Accepted = Processed + Discarded + Pending</c>. Accepted is counted where producers publish, Processed and
/// Discarded where the loop consumes.
/// </summary>
public readonly record struct RuntimeStatistics
{
    /// <summary>Events published into a lane.</summary>
    public required long Accepted { get; init; }

    /// <summary>Offered to every metric that handles their type.</summary>
    public required long Processed { get; init; }

    /// <summary>Accepted but not fully applied: their recorder had faulted, stopped or was removed.</summary>
    public required long Discarded { get; init; }

    /// <summary>Not accepted: no room, or refused.</summary>
    public required long Dropped { get; init; }

    /// <summary>Those of <see cref="Dropped"/> that were refused because of a status or the event's size.</summary>
    public required long Refused { get; init; }

    /// <summary>Those of <see cref="Accepted"/> that went through the shared lane.</summary>
    public required long SharedLaneEvents { get; init; }

    /// <summary>Private lanes.</summary>
    public required int LaneCount { get; init; }

    /// <summary>Private lanes that a live producer holds.</summary>
    public required int LanesLeased { get; init; }

    /// <summary>Most events that the loop found in one lane when it came to it.</summary>
    public required long HighWaterMark { get; init; }

    /// <summary>Passes over the lanes that found events.</summary>
    public required long Batches { get; init; }

    /// <summary>Most events consumed in one pass.</summary>
    public required long LargestBatch { get; init; }

    /// <summary>How often a producer or a command woke the parked loop.</summary>
    public required long WakeUps { get; init; }

    /// <summary>Optimistic reads that met the writer and were repeated, of all recorders, removed ones included.</summary>
    public required long SnapshotRetries { get; init; }

    /// <summary>Reads of one recorder that the loop made, of all recorders, removed ones included. Capture is not among them.</summary>
    public required long ServicedCopies { get; init; }

    /// <summary>Events that a recorder or writer was called with.</summary>
    public long Attempted => Accepted + Dropped;

    /// <summary>Accepted and neither processed nor discarded yet: zero once nobody publishes and the loop has caught up.</summary>
    public long Pending => Accepted - Processed - Discarded;
}
