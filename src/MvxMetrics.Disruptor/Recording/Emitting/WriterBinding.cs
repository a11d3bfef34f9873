using System.Runtime.InteropServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// What a writer's hot path reads, alone in its cache lines, away from whatever the loop writes nearby. Touched by the
/// writing thread only.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = (2 * CacheLine.Separation) + 40)]
internal unsafe struct WriterBinding
{
    /// <summary>The recorder whose status and tag are read for every event, and which keeps the lane's memory alive.</summary>
    [FieldOffset(CacheLine.Separation)]
    public MetricsRecorder Recorder;

    /// <summary>The leased lane, or null.</summary>
    [FieldOffset(CacheLine.Separation + 8)]
    public Lane? Lane;

    /// <summary>
    /// Where the slow path publishes: the lane, or the shared one. Null after Dispose, and in <see cref="ProducerMode.Single"/>, whose one
    /// lane carries other events too.
    /// </summary>
    [FieldOffset(CacheLine.Separation + 16)]
    public RecordRing? Fallback;

    /// <summary>The token of the lane's ring buffer; zero without a lane or after Dispose, so that no comparison succeeds.</summary>
    [FieldOffset(CacheLine.Separation + 24)]
    public long Token;

    /// <summary>The lane's moving part.</summary>
    [FieldOffset(CacheLine.Separation + 32)]
    public LaneCursors* Cursors;
}
