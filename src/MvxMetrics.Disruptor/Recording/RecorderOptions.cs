namespace MvxMetrics.Disruptor;

/// <summary>Options of one recorder. Read and validated when the recorder is constructed.</summary>
public sealed class RecorderOptions
{
    /// <summary>
    /// What the recorder measures, for example a connection's name. Trimmed; null: the recorder's id; blank: a short
    /// generated id.
    /// </summary>
    public string? EntityId { get; set; }

    /// <summary>
    /// What happens when there is no room. Null: <see cref="OverflowPolicy.DropNewest"/> in a runtime,
    /// <see cref="OverflowPolicy.Throw"/> on a manually driven loop.
    /// </summary>
    public OverflowPolicy? OverflowPolicy { get; set; }

    /// <summary>How long <see cref="OverflowPolicy.Wait"/> waits. Not negative. Default: 1 second.</summary>
    public TimeSpan WaitTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Most events of this recorder that may be pending, positive. Null (default): the capacity of the lanes is the only
    /// limit. A limit makes every event take a slower path with a locked instruction.
    /// </summary>
    public int? MaxPendingEvents { get; set; }

    /// <summary>Most events kept while the recorder is starting, positive. Default: 1024. Memory is taken only then.</summary>
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
