using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>Counts the loop's own work. Only the loop writes it; any thread reads it.</summary>
internal sealed class LoopCounters
{
    private Counts _counts;

    public long Batches => Volatile.Read(ref _counts.Batches);

    public long LargestBatch => Volatile.Read(ref _counts.LargestBatch);

    public long HighWaterMark => Volatile.Read(ref _counts.HighWaterMark);

    public void CountBatch(long events)
    {
        Volatile.Write(ref _counts.Batches, _counts.Batches + 1);
        if (events > _counts.LargestBatch) Volatile.Write(ref _counts.LargestBatch, events);
    }

    public void CountFill(long waiting)
    {
        if (waiting > _counts.HighWaterMark) Volatile.Write(ref _counts.HighWaterMark, waiting);
    }

    [StructLayout(LayoutKind.Explicit, Size = (2 * CacheLine.Separation) + 24)]
    private struct Counts
    {
        [FieldOffset(CacheLine.Separation)]
        public long Batches;

        [FieldOffset(CacheLine.Separation + 8)]
        public long LargestBatch;

        [FieldOffset(CacheLine.Separation + 16)]
        public long HighWaterMark;
    }
}
