namespace MvxMetrics.Disruptor;

/// <summary>
/// What became of the changes of a feed: <c>Published = Read + Dropped + Waiting</c>, at any time. While changes are being published,
/// <see cref="Waiting"/> is a momentary count, and may include some that will turn out to have been dropped; a change that is being
/// copied to the reader as its place is given to a newer one counts as dropped until the reader has it.
/// </summary>
/// <param name="Published">Changes that were published.</param>
/// <param name="Read">Those that a reader got: each one once, in the order of their numbers.</param>
/// <param name="Dropped">Those that newer ones have taken the place of, before they were read.</param>
/// <param name="Waiting">Those that can still be read.</param>
/// <param name="Refused">Changes that came after the end of the feed; not among the published ones.</param>
public readonly record struct ChangeFeedStatistics(long Published, long Read, long Dropped, long Waiting, long Refused);
