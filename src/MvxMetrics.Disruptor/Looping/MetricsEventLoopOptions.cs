using System.Numerics;
using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>Options of an event loop. Read and validated when the loop is constructed; changing them later has no effect.</summary>
public sealed class MetricsEventLoopOptions
{
    /// <summary>How producing threads share the ring buffer. Default: <see cref="ProducerMode.Striped"/>.</summary>
    public ProducerMode ProducerMode { get; set; } = ProducerMode.Striped;

    /// <summary>
    /// Private lanes, 1 to 1024: as many threads and writers record without sharing. Default: 32. Others use the shared
    /// lane. Without effect unless Striped.
    /// </summary>
    public int LaneCount { get; set; } = 32;

    /// <summary>
    /// Events that a private lane holds, a power of two from 2 to 2^24: what a thread may be ahead of the loop. Default: 4096.
    /// </summary>
    public int LaneCapacity { get; set; } = 4096;

    /// <summary>Events that the shared lane holds, a power of two from 2 to 2^24. Default: 16384.</summary>
    public int SharedLaneCapacity { get; set; } = 16384;

    /// <summary>Bytes of a slot: 32, 64, 128 or 256. An event may take 8 bytes less. Default: 64, one cache line.</summary>
    public int SlotSize { get; set; } = 64;

    /// <summary>Most events consumed from one lane before the next lane has its turn, positive. Default: 4096.</summary>
    public int BatchLimit { get; set; } = 4096;

    /// <summary>What the loop does between passes when it runs on a runtime's thread. Default: <see cref="WaitStrategy.Adaptive"/>.</summary>
    public WaitStrategy WaitStrategy { get; set; } = WaitStrategy.Adaptive;

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
        RequireCapacity(LaneCapacity, nameof(LaneCapacity));
        RequireCapacity(SharedLaneCapacity, nameof(SharedLaneCapacity));
        if (SlotSize is < MetricsRecorder.SmallestSlotSize or > 256 || !BitOperations.IsPow2(SlotSize))
            throw new ArgumentOutOfRangeException(nameof(SlotSize), SlotSize, "SlotSize must be 32, 64, 128 or 256.");
        if (BatchLimit < 1)
            throw new ArgumentOutOfRangeException(nameof(BatchLimit), BatchLimit, "BatchLimit must be positive.");
        ArgumentNullException.ThrowIfNull(WaitStrategy, nameof(WaitStrategy));
        ArgumentNullException.ThrowIfNull(TimeProvider, nameof(TimeProvider));
        RequireOneBlock(Shape());
    }

    /// <summary>A copy that the application cannot change.</summary>
    internal MetricsEventLoopOptions Copy() => (MetricsEventLoopOptions)MemberwiseClone();

    internal RingBufferShape Shape() => new(ProducerMode, LaneCount, LaneCapacity, SharedLaneCapacity, SlotSize);

    private void RequireOneBlock(in RingBufferShape shape)
    {
        if (shape.TotalBytes <= Array.MaxLength) return;

        bool sharedIsLarger = shape.SharedLaneBytes > shape.UsableLanes * shape.LaneBytes;
        throw new ArgumentOutOfRangeException(
            sharedIsLarger ? nameof(SharedLaneCapacity) : nameof(LaneCapacity),
            sharedIsLarger ? SharedLaneCapacity : LaneCapacity,
            $"{shape.UsableLanes} lane(s) of {LaneCapacity} slots and a shared lane of {SharedLaneCapacity} slots, {SlotSize} bytes each, come to "
            + $"{shape.TotalBytes} bytes, more than one block can hold ({Array.MaxLength}). Reduce LaneCount, LaneCapacity, SharedLaneCapacity or SlotSize.");
    }

    private static void RequireCapacity(int value, string name)
    {
        if (value is < 2 or > 1 << 24 || !BitOperations.IsPow2(value))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a power of two from 2 to 2^24.");
    }
}
