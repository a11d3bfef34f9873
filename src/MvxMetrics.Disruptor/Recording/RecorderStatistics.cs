namespace MvxMetrics.Disruptor;

/// <summary>
/// What became of the events of one recorder. <c>Attempted = Accepted + Dropped</c> and
/// <c>Accepted = Processed + Discarded + Pending</c>: exact once nobody publishes and the loop has caught up; while
/// events flow, <see cref="Pending"/> is a momentary count.
/// </summary>
public readonly record struct RecorderStatistics
{
    /// <summary>Offered to every metric that handles their type.</summary>
    public required long Processed { get; init; }

    /// <summary>Accepted but not fully applied, because the recorder faulted or had stopped before the loop came to them.</summary>
    public required long Discarded { get; init; }

    /// <summary>Accepted and neither processed nor discarded yet.</summary>
    public required long Pending { get; init; }

    /// <summary>Not accepted: no room, or refused.</summary>
    public required long Dropped { get; init; }

    /// <summary>Those of <see cref="Dropped"/> that were refused because of the recorder's status or the event's size.</summary>
    public required long Refused { get; init; }

    /// <summary>Optimistic reads that met the writer and were repeated.</summary>
    public required long SnapshotRetries { get; init; }

    /// <summary>Reads that the loop made, because the writer left no gap for an optimistic one.</summary>
    public required long ServicedCopies { get; init; }

    /// <summary>Events that <c>RegisterEvent</c>, <c>TryRegisterEvent</c> or <c>TryWrite</c> was called with.</summary>
    public long Attempted => Accepted + Dropped;

    /// <summary>Events that are in the loop's hands, or were.</summary>
    public long Accepted => Processed + Discarded + Pending;
}
