using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What an account has in the book, as long as a cache line.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct Account
{
    /// <summary>The quantity of its resting orders.</summary>
    public long Resting;

    /// <summary>The quantity that it has traded.</summary>
    public long Traded;
}
