using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The positions of a feed. Those of the publishers and those of the reader are two cache lines apart from each other and from the memory
/// around them.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct FeedCursors
{
    /// <summary>
    /// The next number to publish. It includes <see cref="ChangeFeed.Closed"/> when the feed is completed. Changed by compare-and-swap.
    /// </summary>
    [FieldOffset(128)]
    public long Tail;

    /// <summary>Changes that were refused. Interlocked.</summary>
    [FieldOffset(136)]
    public long Refused;

    /// <summary>The changes that the reader got. Only the reader writes it, with release; any thread reads it.</summary>
    [FieldOffset(256)]
    public long Read;

    /// <summary>The changes that the reader found missing. Its position is Read plus Missed. Written as <see cref="Read"/> is.</summary>
    [FieldOffset(264)]
    public long Missed;
}
