using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>Room for the largest event there is: a slot of 256 bytes less its header.</summary>
[InlineArray(Size / sizeof(ulong))]
internal struct EventBytes
{
    public const int Size = 256 - sizeof(ulong);

    private ulong _first;
}
