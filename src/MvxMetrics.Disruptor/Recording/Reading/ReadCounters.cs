using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Counts how snapshot reads went, for one recorder, or for all recorders of a loop: the parent, which counts the same. Any thread. It
/// shares no cache line with the loop or with producers.
/// </summary>
internal sealed class ReadCounters(ReadCounters? parent = null)
{
    private Counts _counts;

    /// <summary>Optimistic reads that met a write section.</summary>
    public long Retries => Volatile.Read(ref _counts.Retries);

    /// <summary>Copies that the loop made.</summary>
    public long ServicedCopies => Volatile.Read(ref _counts.ServicedCopies);

    public void CountRetry()
    {
        Interlocked.Increment(ref _counts.Retries);
        parent?.CountRetry();
    }

    public void CountServicedCopy()
    {
        Interlocked.Increment(ref _counts.ServicedCopies);
        parent?.CountServicedCopy();
    }

    [StructLayout(LayoutKind.Explicit, Size = (2 * CacheLine.Separation) + 16)]
    private struct Counts
    {
        [FieldOffset(CacheLine.Separation)]
        public long Retries;

        [FieldOffset(CacheLine.Separation + 8)]
        public long ServicedCopies;
    }
}
