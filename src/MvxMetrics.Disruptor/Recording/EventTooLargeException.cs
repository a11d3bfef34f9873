namespace MvxMetrics.Disruptor;

/// <summary>An event type is larger than a slot's payload. Thrown at its first use, and at every further one.</summary>
public sealed class EventTooLargeException : MetricsException
{
    internal EventTooLargeException(string eventType, int size, int payloadBytes)
        : base(
            $"Event type '{eventType}' takes {size} bytes, and a slot has room for {payloadBytes} "
            + $"({payloadBytes + SlotHeader.Size} less a header of {SlotHeader.Size}). Shrink the event or choose a larger SlotSize.")
    {
    }
}
