namespace MvxMetrics.Disruptor;

/// <summary>
/// What became of all events of a loop, and how the loop works. <c>Attempted = Accepted + Dropped</c> and <c>Accepted = Processed +
/// Discarded + Pending</c>. Accepted is counted where producers publish. Processed and Discarded are counted where the loop consumes.
/// </summary>
public readonly record struct RuntimeStatistics
{
    /// <summary>Events published into a lane.</summary>
    public required long Accepted { get; init; }

    /// <summary>Events that were offered to every metric that handles their type.</summary>
    public required long Processed { get; init; }

    /// <summary>Events that were accepted but not fully applied: their recorder had faulted, stopped or been removed.</summary>
    public required long Discarded { get; init; }

    /// <summary>Events that were not accepted: there was no room, or they were refused.</summary>
    public required long Dropped { get; init; }

    /// <summary>Those of <see cref="Dropped"/> that were refused because of a status or the event's size.</summary>
    public required long Refused { get; init; }

    /// <summary>Those of <see cref="Accepted"/> that went through the shared lane.</summary>
    public required long SharedLaneEvents { get; init; }

    /// <summary>The number of private lanes.</summary>
    public required int LaneCount { get; init; }

    /// <summary>The number of private lanes that a live producer holds.</summary>
    public required int LanesLeased { get; init; }

    /// <summary>The most events that the loop found in one lane when it came to that lane.</summary>
    public required long HighWaterMark { get; init; }

    /// <summary>The passes that found events.</summary>
    public required long Batches { get; init; }

    /// <summary>The most events consumed in one pass.</summary>
    public required long LargestBatch { get; init; }

    /// <summary>How often a producer or a command woke the parked loop.</summary>
    public required long WakeUps { get; init; }

    /// <summary>Optimistic reads that met a write section and were repeated, of all recorders, also of removed ones.</summary>
    public required long SnapshotRetries { get; init; }

    /// <summary>
    /// Serviced copies: reads of one recorder for which the loop made the copy, of all recorders, also of removed ones. Capture does not
    /// count.
    /// </summary>
    public required long ServicedCopies { get; init; }

    /// <summary>Events with which a recorder or a writer was called.</summary>
    public long Attempted => Accepted + Dropped;

    /// <summary>
    /// Events that were accepted, and neither processed nor discarded yet. Zero when nobody publishes and the loop has caught up.
    /// </summary>
    public long Pending => Accepted - Processed - Discarded;
}
