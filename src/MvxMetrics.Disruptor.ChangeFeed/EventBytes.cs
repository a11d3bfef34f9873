using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Room for the events of a feed. A loop takes larger ones, up to 1,016 bytes; but every change in the feed's ring, and every one that
/// a reader is handed by value, would have to be as large.
/// </summary>
[InlineArray(Size / sizeof(ulong))]
internal struct EventBytes
{
    public const int Size = 256 - sizeof(ulong);

    private ulong _first;
}
