namespace MvxMetrics.Disruptor;

/// <summary>The two distances in bytes that the memory layouts of this library are built from.</summary>
internal static class CacheLine
{
    /// <summary>Size of a cache line on the processors .NET 10 runs on (x64, most ARM64).</summary>
    public const int Size = 64;

    /// <summary>
    /// Distance between memory written by different threads. Two lines, because x64 prefetches lines in pairs and
    /// some ARM64 cores have lines of 128 bytes.
    /// </summary>
    public const int Separation = 128;
}
