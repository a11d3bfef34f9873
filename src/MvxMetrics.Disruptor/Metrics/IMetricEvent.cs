namespace MvxMetrics.Disruptor;

/// <summary>
/// A fact that production code reports: an unmanaged struct. Any unmanaged field will do (numbers, enums, <c>bool</c>,
/// nullable values, nested structs); it must fit a slot of the ring buffer less its header of 8 bytes.
/// </summary>
public interface IMetricEvent
{
    /// <summary>Name of the kind of fact, for messages and exporters, for example <c>document_storage.save.attempt</c>.</summary>
    static abstract string EventType { get; }
}
