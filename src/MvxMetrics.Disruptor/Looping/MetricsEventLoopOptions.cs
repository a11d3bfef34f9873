using System.Numerics;
using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>The options of an event loop. The constructor of the loop reads and validates them; later changes have no effect.</summary>
public sealed class MetricsEventLoopOptions
{
    /// <summary>The lanes together take at most the memory divided by this number.</summary>
    private const int MaxOfMemory = 4;

    /// <summary>The memory that the garbage collector may use; in a container, its limit. Read once.</summary>
    private static readonly long s_memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>How producers share the ring buffer. Default: <see cref="ProducerMode.Striped"/>.</summary>
    public ProducerMode ProducerMode { get; set; } = ProducerMode.Striped;

    /// <summary>
    /// The number of private lanes, 1 to 1024. This many threads and writers record without sharing; the others use the shared lane.
    /// Default: 32. All lanes together take at most a quarter of the memory that the garbage collector may use, so there may be fewer, but
    /// at least one: a container of 64 MiB has room for five lanes of 2 MiB. It has an effect in Striped only.
    /// </summary>
    public int LaneCount { get; set; } = 32;

    /// <summary>
    /// The bytes of events that a private lane holds, a power of two from 1,024 to 2^30. A thread or a writer may be ahead of the loop by
    /// this much. An event takes its own size, rounded up to whole 8 bytes, and 8 bytes more unless a writer recorded it. Default: 2 MiB,
    /// which is 87,381 events of 16 bytes. When the lane is full, <see cref="OverflowPolicy"/> says what happens to an event; a dropped
    /// event is counted. For a burst, a lane needs: events per second, times bytes per event, times the longest absence of the loop, which
    /// is some milliseconds on a busy machine. A lane takes its memory at its first event. A runtime's thread then touches the pages of the
    /// lane, so that no call runs into a page fault. A manual loop does not touch them before an event does.
    /// </summary>
    public int LaneBytes { get; set; } = 1 << 21;

    /// <summary>
    /// The bytes of events that the shared lane holds, a power of two from 1,024 to 2^30. Default: 1 MiB. The lane takes its memory at its
    /// first use: when there are more threads than lanes, or in <see cref="ProducerMode.Ordered"/>.
    /// </summary>
    public int SharedLaneBytes { get; set; } = 1 << 20;

    /// <summary>The most events that the loop consumes from one lane before it goes to the next lane; positive. Default: 65,536.</summary>
    public int BatchLimit { get; set; } = 1 << 16;

    /// <summary>
    /// What the loop does between passes when it runs on a runtime's thread. Default: <see cref="WaitStrategy.Adaptive"/>.
    /// </summary>
    public WaitStrategy WaitStrategy { get; set; } = WaitStrategy.Adaptive;

    /// <summary>
    /// How long <see cref="WaitStrategy.BusySpin"/> and <see cref="WaitStrategy.Yielding"/> leave the lanes alone while a producer is at
    /// work. This delays an event by at most that time. In this time the producer keeps the cache lines that it writes to, because the loop
    /// does not read them. Between zero and 1 second. Default: 5 µs. If events come less often than this, each is seen at once.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMicroseconds(5);

    /// <summary>
    /// The policy, when there is no room, of recorders that do not set one themselves. Null (default):
    /// <see cref="OverflowPolicy.DropNewest"/> in a runtime, <see cref="OverflowPolicy.Throw"/> on a manual loop.
    /// </summary>
    public OverflowPolicy? OverflowPolicy { get; set; }

    /// <summary>The clock of timers and of RunOnce's budget. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Makes the loggers of a manual loop and its recorders, or null. A runtime uses its own factory.</summary>
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
