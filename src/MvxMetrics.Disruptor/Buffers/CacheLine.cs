namespace MvxMetrics.Disruptor;

/// <summary>The two distances in bytes on which the memory layouts of this library are built.</summary>
internal static class CacheLine
{
    /// <summary>The size of a cache line on the processors that .NET 10 runs on (x64, most ARM64).</summary>
    public const int Size = 64;

    /// <summary>
    /// The distance between memory that different threads write. It is two lines, because x64 prefetches lines in pairs and some ARM64
    /// cores have lines of 128 bytes.
    /// </summary>
    public const int Separation = 128;
}
