namespace MvxMetrics.Disruptor;

/// <summary>The sizes that a <see cref="RingBuffer"/> is built with; all validated by whoever takes them from a user.</summary>
/// <param name="Mode">How producers share the buffer.</param>
/// <param name="LaneCount">Private lanes.</param>
/// <param name="LaneBytes">Bytes of records that a private lane holds, a power of two.</param>
/// <param name="SharedLaneBytes">Bytes of records that the shared lane holds, a power of two.</param>
/// <param name="FirstPosition">Where positions begin: zero but for a test of what happens beyond 2^32.</param>
internal readonly record struct RingBufferShape(
    ProducerMode Mode, int LaneCount, int LaneBytes, int SharedLaneBytes, long FirstPosition = 0)
{
    /// <summary>Private lanes that this mode can use.</summary>
    public int UsableLanes => Mode switch
    {
        ProducerMode.Ordered => 0,
        ProducerMode.Single => 1,
        _ => LaneCount,
    };

    /// <summary>Bytes that a lane of so many bytes of records takes.</summary>
    public static long BytesOfLane(int laneBytes) => LaneMemory.BytesFor(laneBytes);

    /// <summary>Most bytes that the whole buffer takes, once all lanes have been used.</summary>
    public long TotalBytes =>
        (UsableLanes * (long)LaneMemory.BytesFor(LaneBytes)) + LaneMemory.BytesFor(SharedLaneBytes) + LaneMemory.BytesFor(0);
}
