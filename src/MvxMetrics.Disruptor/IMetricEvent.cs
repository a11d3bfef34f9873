namespace MvxMetrics.Disruptor;

/// <summary>
/// An event: a fact that production code reports, as an unmanaged struct. It may have any unmanaged fields: numbers, enums, <c>bool</c>,
/// nullable values, nested structs. It takes at most 1,016 bytes.
/// </summary>
public interface IMetricEvent
{
    /// <summary>The name of the event type, for messages and exporters, for example <c>document_storage.save.attempt</c>.</summary>
    static abstract string EventType { get; }
}
