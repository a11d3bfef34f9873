namespace MvxMetrics.Disruptor;

/// <summary>The names of event types for error messages, where nothing may throw.</summary>
internal static class EventTypeNames
{
    /// <summary>The name that the event type gives itself, or its C# name if that fails.</summary>
    public static string Of<TEvent>()
        where TEvent : unmanaged, IMetricEvent
    {
        try
        {
            return TEvent.EventType ?? typeof(TEvent).Name;
        }
#pragma warning disable CA1031 // EventType is the application's code; a message must not fail because of it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return typeof(TEvent).Name;
        }
    }
}
