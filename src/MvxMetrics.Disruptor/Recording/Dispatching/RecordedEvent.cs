namespace MvxMetrics.Disruptor;

/// <summary>An event type as it is in records.</summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
internal static class RecordedEvent<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// The common part of the headers of all its records, for every recorder: the length and the number of the event type. It is a constant
    /// in optimized code.
    /// </summary>
    public static readonly ulong Header = RecordHeader.LengthOf<TEvent>() | (uint)EventTypeId<TEvent>.Value;
}
