namespace MvxMetrics.Disruptor;

/// <summary>The event type is larger than a record can be. Thrown at every use of the type.</summary>
public sealed class EventTooLargeException : MetricsException
{
    internal EventTooLargeException(string eventType, int size)
        : base(
            $"Event type '{eventType}' takes {size} bytes, and an event may take {RecordHeader.LargestPayload}. "
            + "Shrink the event: leave out what no metric looks at, or record a key of 8 bytes instead of what it stands for.")
    {
    }
}
