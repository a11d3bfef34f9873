namespace MvxMetrics.Disruptor;

/// <summary>An event type as it stands in records.</summary>
/// <typeparam name="TEvent">The type of event.</typeparam>
internal static class RecordedEvent<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// What its records' headers have in common, whichever recorder they are for: the length and the number. A constant in
    /// optimized code.
    /// </summary>
    public static readonly ulong Header = RecordHeader.LengthOf<TEvent>() | (uint)EventTypeId<TEvent>.Value;
}
