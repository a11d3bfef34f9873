using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Room for the event of a change. A loop takes larger events, up to 1,016 bytes. But then every change in the ring, and every change that
/// a reader gets by value, would have to be as large.
/// </summary>
[InlineArray(Size / sizeof(ulong))]
internal struct EventBytes
{
    public const int Size = 256 - sizeof(ulong);

    private ulong _first;
}
