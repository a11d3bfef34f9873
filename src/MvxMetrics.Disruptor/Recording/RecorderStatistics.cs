namespace MvxMetrics.Disruptor;

/// <summary>
/// What became of the events of one recorder. <c>Attempted = Accepted + Dropped</c> and <c>Accepted = Processed + Discarded + Pending</c>.
/// These are exact when nobody publishes and the loop has caught up. While events flow, <see cref="Pending"/> is the count of one moment.
/// </summary>
public readonly record struct RecorderStatistics
{
    /// <summary>Events that were offered to every metric that handles their type.</summary>
    public required long Processed { get; init; }

    /// <summary>Events that were accepted but not fully applied: the recorder faulted or stopped before the loop came to them.</summary>
    public required long Discarded { get; init; }

    /// <summary>Events that were accepted, and neither processed nor discarded yet.</summary>
    public required long Pending { get; init; }

    /// <summary>Events that were not accepted: there was no room, or they were refused.</summary>
    public required long Dropped { get; init; }

    /// <summary>Those of <see cref="Dropped"/> that were refused because of the recorder's status or the event's size.</summary>
    public required long Refused { get; init; }

    /// <summary>Optimistic reads that met a write section and were repeated.</summary>
    public required long SnapshotRetries { get; init; }

    /// <summary>Serviced copies: reads for which the loop made the copy, because optimistic reads met write sections too often.</summary>
    public required long ServicedCopies { get; init; }

    /// <summary>
    /// Events with which <c>RegisterEvent</c>, <c>RegisterEvents</c>, <c>TryRegisterEvent</c> or <c>TryWrite</c> was called.
    /// </summary>
    public long Attempted => Accepted + Dropped;

    /// <summary>Events that were published into a lane.</summary>
    public long Accepted => Processed + Discarded + Pending;
}
