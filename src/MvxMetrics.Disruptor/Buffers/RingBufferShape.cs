namespace MvxMetrics.Disruptor;

/// <summary>The sizes from which a <see cref="RingBuffer"/> is built. The code that takes them from a user validates them.</summary>
/// <param name="Mode">How producers share the buffer.</param>
/// <param name="LaneCount">Private lanes.</param>
/// <param name="LaneBytes">Bytes of records that a private lane holds, a power of two.</param>
/// <param name="SharedLaneBytes">Bytes of records that the shared lane holds, a power of two.</param>
/// <param name="FirstPosition">Where positions begin. Zero, except in a test of what happens beyond 2^32.</param>
internal readonly record struct RingBufferShape(
    ProducerMode Mode, int LaneCount, int LaneBytes, int SharedLaneBytes, long FirstPosition = 0)
{
    /// <summary>The private lanes that this mode can use.</summary>
    public int UsableLanes => Mode switch
    {
        ProducerMode.Ordered => 0,
        ProducerMode.Single => 1,
        _ => LaneCount,
    };

    /// <summary>The bytes that a lane with this many bytes of records takes.</summary>
    public static long BytesOfLane(int laneBytes) => LaneMemory.BytesFor(laneBytes);

    /// <summary>The bytes that the whole ring buffer takes at most, when all lanes have been used.</summary>
    public long TotalBytes =>
        (UsableLanes * (long)LaneMemory.BytesFor(LaneBytes)) + LaneMemory.BytesFor(SharedLaneBytes) + LaneMemory.BytesFor(0);
}
