namespace MvxMetrics.Disruptor;

/// <summary>The options of one recorder. The constructor of the recorder reads and validates them.</summary>
public sealed class RecorderOptions
{
    /// <summary>
    /// The entity that the recorder measures, for example the name of a connection. Trimmed. Null: the recorder's id. Blank: a short
    /// generated id.
    /// </summary>
    public string? EntityId { get; set; }

    /// <summary>
    /// What happens when there is no room. Null (default): the policy of the loop's options; without one,
    /// <see cref="OverflowPolicy.DropNewest"/> in a runtime, <see cref="OverflowPolicy.Throw"/> on a manual loop.
    /// </summary>
    public OverflowPolicy? OverflowPolicy { get; set; }

    /// <summary>How long <see cref="OverflowPolicy.Wait"/> waits; not negative. Default: 1 second.</summary>
    public TimeSpan WaitTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The most events of this recorder that may be pending; positive. Null (default): only the capacity of the lanes limits them. With a
    /// limit, every event takes the slow path, with a locked instruction.
    /// </summary>
    public int? MaxPendingEvents { get; set; }

    /// <summary>
    /// The most events that are held while the recorder is starting; positive. Default: 1024. The memory is taken only then.
    /// </summary>
    public int HoldingCapacity { get; set; } = 1024;

    internal void Validate()
    {
        if (OverflowPolicy is { } policy && !Enum.IsDefined(policy))
            throw new ArgumentOutOfRangeException(nameof(OverflowPolicy), policy, "OverflowPolicy must be a defined value.");
        if (WaitTimeout < TimeSpan.Zero || WaitTimeout.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(WaitTimeout), WaitTimeout, "WaitTimeout must lie between zero and 24 days.");
        if (MaxPendingEvents is <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaxPendingEvents), MaxPendingEvents, "MaxPendingEvents must be positive, or null for no limit.");
        }

        if (HoldingCapacity <= 0 || HoldingCapacity > HoldingBuffer.MaxEvents)
        {
            throw new ArgumentOutOfRangeException(
                nameof(HoldingCapacity),
                HoldingCapacity,
                $"HoldingCapacity must lie between 1 and {HoldingBuffer.MaxEvents}: "
                + $"more events of {RecordHeader.LargestPayload} bytes fit no array.");
        }
    }
}
