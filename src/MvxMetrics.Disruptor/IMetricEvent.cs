namespace MvxMetrics.Disruptor;

/// <summary>
/// A fact that production code reports: an unmanaged struct. Any unmanaged field will do (numbers, enums, <c>bool</c>,
/// nullable values, nested structs); it may take 1,016 bytes at most.
/// </summary>
public interface IMetricEvent
{
    /// <summary>Name of the kind of fact, for messages and exporters, for example <c>document_storage.save.attempt</c>.</summary>
    static abstract string EventType { get; }
}
