using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>What a recorder logs. Event ids 1xx; they do not change.</summary>
internal static partial class RecorderLog
{
    [LoggerMessage(100, LogLevel.Information, "Recorder {EntityId} started")]
    public static partial void Started(ILogger logger, string entityId);

    [LoggerMessage(101, LogLevel.Information, "Recorder {EntityId} stopped")]
    public static partial void Stopped(ILogger logger, string entityId);

    [LoggerMessage(102, LogLevel.Debug, "Recorder {EntityId}: metric {MetricName} registered")]
    public static partial void MetricRegistered(ILogger logger, string entityId, string metricName);

    [LoggerMessage(103, LogLevel.Debug, "Recorder {EntityId}: snapshots of {MetricCount} metrics taken")]
    public static partial void SnapshotsTaken(ILogger logger, string entityId, int metricCount);

    [LoggerMessage(104, LogLevel.Error, "Recorder {EntityId} faulted while an event was dispatched")]
    public static partial void DispatchFailed(ILogger logger, string entityId, Exception error);

    [LoggerMessage(105, LogLevel.Error, "Recorder {EntityId}: hook {Hook} failed")]
    public static partial void HookFailed(ILogger logger, string entityId, string hook, Exception error);

    [LoggerMessage(106, LogLevel.Error, "Recorder {EntityId}: clean-up after a fault failed")]
    public static partial void CleanUpFailed(ILogger logger, string entityId, Exception error);

    [LoggerMessage(107, LogLevel.Warning, "Recorder {EntityId} dropped {Count} events since the last warning ({Total} in total). {Advice}")]
    public static partial void EventsDropped(ILogger logger, string entityId, long count, long total, string advice);

    [LoggerMessage(108, LogLevel.Error, "Recorder {EntityId} was cut off: its loop closed before everything accepted was applied")]
    public static partial void CutOff(ILogger logger, string entityId);
}
