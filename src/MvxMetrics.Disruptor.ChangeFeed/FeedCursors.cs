using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The positions of a feed, those of the publishers and those of the reader two cache lines apart from each other and from what
/// lies around them.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct FeedCursors
{
    /// <summary>
    /// The next number to be published; with <see cref="ChangeFeed.Closed"/> once the feed has ended. Changed by compare-and-swap.
    /// </summary>
    [FieldOffset(128)]
    public long Tail;

    /// <summary>Changes that were refused. Interlocked.</summary>
    [FieldOffset(136)]
    public long Refused;

    /// <summary>Changes that the reader got. Written by the reader alone, release; read anywhere.</summary>
    [FieldOffset(256)]
    public long Read;

    /// <summary>Changes that the reader found missing: read and missed together are its position. As <see cref="Read"/>.</summary>
    [FieldOffset(264)]
    public long Missed;
}
