namespace MvxMetrics.Disruptor;

/// <summary>
/// What became of the changes of a feed: <c>Published = Read + Dropped + Waiting</c>, at any time. While changes are being published,
/// <see cref="Waiting"/> is the count of one moment. It may include changes that will be dropped. If a newer change takes the place of a
/// change that is being copied to the reader, that change counts as dropped until the reader has it.
/// </summary>
public readonly record struct ChangeFeedStatistics
{
    /// <summary>Changes that were published.</summary>
    public required long Published { get; init; }

    /// <summary>Changes that a reader got. It got each one once, in the order of their numbers.</summary>
    public required long Read { get; init; }

    /// <summary>Changes that newer changes replaced before they were read.</summary>
    public required long Dropped { get; init; }

    /// <summary>Changes that can still be read.</summary>
    public required long Waiting { get; init; }

    /// <summary>Changes that came after the feed was completed. They are not counted in <see cref="Published"/>.</summary>
    public required long Refused { get; init; }
}
