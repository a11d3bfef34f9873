using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// What a writer's hot path reads, alone in its cache lines, away from anything that the loop writes. Only the writing thread uses it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = (2 * CacheLine.Separation) + 40)]
internal unsafe struct WriterBinding
{
    /// <summary>The recorder. Its status and tag are read for every event, and it keeps the lane's memory alive.</summary>
    [FieldOffset(CacheLine.Separation)]
    public MetricsRecorder Recorder;

    /// <summary>The leased lane, or null.</summary>
    [FieldOffset(CacheLine.Separation + 8)]
    public Lane? Lane;

    /// <summary>
    /// Where the slow path publishes: the lane, or the shared lane. Null after Dispose, and in <see cref="ProducerMode.Single"/>, where the
    /// one lane also carries other events.
    /// </summary>
    [FieldOffset(CacheLine.Separation + 16)]
    public RecordRing? Fallback;

    /// <summary>The token of the lane's ring buffer. Zero without a lane or after Dispose, so every comparison fails.</summary>
    [FieldOffset(CacheLine.Separation + 24)]
    public long Token;

    /// <summary>The lane's cursors.</summary>
    [FieldOffset(CacheLine.Separation + 32)]
    public LaneCursors* Cursors;
}
