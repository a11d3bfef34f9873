namespace MvxMetrics.Disruptor;

/// <summary>The sizes that a <see cref="RingBuffer"/> is built with; all validated by whoever takes them from a user.</summary>
/// <param name="Mode">How producers share the buffer.</param>
/// <param name="LaneCount">Private lanes.</param>
/// <param name="LaneCapacity">Slots of a private lane, a power of two.</param>
/// <param name="SharedLaneCapacity">Slots of the shared lane, a power of two.</param>
/// <param name="SlotSize">Bytes of a slot, header included, a power of two.</param>
internal readonly record struct RingBufferShape(
    ProducerMode Mode, int LaneCount, int LaneCapacity, int SharedLaneCapacity, int SlotSize)
{
    /// <summary>Private lanes that this mode can use.</summary>
    public int UsableLanes => Mode switch
    {
        ProducerMode.Ordered => 0,
        ProducerMode.Single => 1,
        _ => LaneCount,
    };

    /// <summary>Bytes of one private lane with its cursors.</summary>
    public long LaneBytes => LaneCursorBytes + ((long)LaneCapacity * SlotSize);

    /// <summary>Bytes of the shared lane with its cursors.</summary>
    public long SharedLaneBytes => LaneCursorBytes + ((long)SharedLaneCapacity * SlotSize);

    /// <summary>Bytes of the whole buffer, including what alignment needs.</summary>
    public long TotalBytes => (UsableLanes * LaneBytes) + SharedLaneBytes + (2 * CacheLine.Separation);

    private static unsafe long LaneCursorBytes => sizeof(LaneCursors);
}
