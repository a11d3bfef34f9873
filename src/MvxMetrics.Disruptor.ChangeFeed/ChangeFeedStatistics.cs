namespace MvxMetrics.Disruptor;

/// <summary>
/// What became of the changes of a feed: <c>Published = Read + Dropped + Waiting</c>, at any time. While changes are being published,
/// <see cref="Waiting"/> is a momentary count, and may include some that will turn out to have been dropped; a change that is being
/// copied to the reader as its place is given to a newer one counts as dropped until the reader has it.
/// </summary>
public readonly record struct ChangeFeedStatistics
{
    /// <summary>Changes that were published.</summary>
    public required long Published { get; init; }

    /// <summary>Those that a reader got: each one once, in the order of their numbers.</summary>
    public required long Read { get; init; }

    /// <summary>Those that newer ones have taken the place of, before they were read.</summary>
    public required long Dropped { get; init; }

    /// <summary>Those that can still be read.</summary>
    public required long Waiting { get; init; }

    /// <summary>Changes that came after the end of the feed; not among the published ones.</summary>
    public required long Refused { get; init; }
}
