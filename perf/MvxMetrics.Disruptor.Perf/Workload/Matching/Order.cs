using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>A resting order, as long as a cache line.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct Order
{
    /// <summary>The neighbours in the queue of its level, or -1.</summary>
    public int Previous, Next;

    /// <summary>What the one who sent it calls it.</summary>
    public int Number;

    public int Account;
    public int Price;
    public int Quantity;
    public long Sequence;
}
