using System.Numerics;
using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>Options of an event loop. Read and validated when the loop is constructed; changing them later has no effect.</summary>
public sealed class MetricsEventLoopOptions
{
    /// <summary>The part of the memory that lanes may come to take.</summary>
    private const int MaxOfMemory = 4;

    /// <summary>What the garbage collector may use, in a container its limit. Read once.</summary>
    private static readonly long s_memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>How producing threads share the ring buffer. Default: <see cref="ProducerMode.Striped"/>.</summary>
    public ProducerMode ProducerMode { get; set; } = ProducerMode.Striped;

    /// <summary>
    /// Private lanes, 1 to 1024: as many threads and writers record without sharing. Default: 32. Others use the shared
    /// lane. Fewer, but one, where all of them could come to more than a quarter of the memory that the garbage collector may use:
    /// a container of 64 MiB has room for five of 2 MiB. Without effect unless Striped.
    /// </summary>
    public int LaneCount { get; set; } = 32;

    /// <summary>
    /// Bytes of events that a private lane holds, a power of two from 1,024 to 2^30: what a thread or a writer may be ahead of
    /// the loop. An event takes its own size in whole 8 bytes, and 8 more unless a writer wrote it. Default: 2 MiB, 87,381 events
    /// of 16 bytes. When it is full, events are dropped and counted, or what <see cref="OverflowPolicy"/> says. Room for a
    /// burst: events a second times bytes an event times the longest absence of the loop, which is some milliseconds on a busy
    /// machine. A lane takes its memory at its first event; a runtime's thread then touches its pages, so
    /// that no call runs into a page fault. A loop that is driven manually leaves pages alone that no event has come to.
    /// </summary>
    public int LaneBytes { get; set; } = 1 << 21;

    /// <summary>
    /// Bytes of events that the shared lane holds, a power of two from 1,024 to 2^30. Default: 1 MiB. It takes its memory when
    /// it is used: more threads than lanes, or <see cref="ProducerMode.Ordered"/>.
    /// </summary>
    public int SharedLaneBytes { get; set; } = 1 << 20;

    /// <summary>
    /// Most events consumed from one lane before the next lane has its turn, positive. Default: 65,536, more than a lane holds.
    /// </summary>
    public int BatchLimit { get; set; } = 1 << 16;

    /// <summary>
    /// What the loop does between passes when it runs on a runtime's thread. Default: <see cref="WaitStrategy.Adaptive"/>.
    /// </summary>
    public WaitStrategy WaitStrategy { get; set; } = WaitStrategy.Adaptive;

    /// <summary>
    /// How long <see cref="WaitStrategy.BusySpin"/> and <see cref="WaitStrategy.Yielding"/> leave the lanes alone while a producer
    /// is at work: what an event waits for at most, and what spares that producer from having each cache line taken away while
    /// it writes to it. Between zero and 1 second. Default: 5 µs. Events that come less often than this are seen at once,
    /// whatever it says.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMicroseconds(5);

    /// <summary>
    /// What recorders do that do not choose themselves when there is no room. Null (default):
    /// <see cref="OverflowPolicy.DropNewest"/> in a runtime, <see cref="OverflowPolicy.Throw"/> when driven manually.
    /// </summary>
    public OverflowPolicy? OverflowPolicy { get; set; }

    /// <summary>The clock of timers and of RunOnce's budget. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where a manually driven loop and its recorders log, or null. A runtime uses its own factory.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal void Validate()
    {
        if (!Enum.IsDefined(ProducerMode))
            throw new ArgumentOutOfRangeException(nameof(ProducerMode), ProducerMode, "ProducerMode must be a defined value.");
        if (OverflowPolicy is { } policy && !Enum.IsDefined(policy))
            throw new ArgumentOutOfRangeException(nameof(OverflowPolicy), policy, "OverflowPolicy must be a defined value.");
        if (LaneCount is < 1 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(LaneCount), LaneCount, "LaneCount must lie between 1 and 1024.");
        RequireBytes(LaneBytes, nameof(LaneBytes));
        RequireBytes(SharedLaneBytes, nameof(SharedLaneBytes));
        if (PollInterval < TimeSpan.Zero || PollInterval > TimeSpan.FromSeconds(1))
            throw new ArgumentOutOfRangeException(nameof(PollInterval), PollInterval, "PollInterval must lie between zero and 1 second.");
        if (BatchLimit < 1)
            throw new ArgumentOutOfRangeException(nameof(BatchLimit), BatchLimit, "BatchLimit must be positive.");
        ArgumentNullException.ThrowIfNull(WaitStrategy, nameof(WaitStrategy));
        ArgumentNullException.ThrowIfNull(TimeProvider, nameof(TimeProvider));
    }

    /// <summary>A copy that the application cannot change.</summary>
    internal MetricsEventLoopOptions Copy() => (MetricsEventLoopOptions)MemberwiseClone();

    internal RingBufferShape Shape()
    {
        long affordable = s_memory / MaxOfMemory / RingBufferShape.BytesOfLane(LaneBytes);
        return new RingBufferShape(ProducerMode, (int)Math.Clamp(affordable, 1, LaneCount), LaneBytes, SharedLaneBytes);
    }


    private static void RequireBytes(int value, string name)
    {
        if (value is < RecordHeader.LongestRecord or > 1 << 30 || !BitOperations.IsPow2(value))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a power of two from {RecordHeader.LongestRecord} to 2^30.");
    }
}
