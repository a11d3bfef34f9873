using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>What a runtime logs. Event ids 3xx; they do not change.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(300, LogLevel.Information, "Runtime {Namespace} started")]
    public static partial void Started(ILogger logger, string @namespace);

    [LoggerMessage(301, LogLevel.Information, "Runtime {Namespace} shut down")]
    public static partial void ShutDown(ILogger logger, string @namespace);

    [LoggerMessage(302, LogLevel.Error, "Runtime {Namespace} faulted")]
    public static partial void Faulted(ILogger logger, string @namespace, Exception error);

    [LoggerMessage(303, LogLevel.Error, "Runtime {Namespace} was not shut down cleanly")]
    public static partial void ShutdownUnclean(ILogger logger, string @namespace, Exception error);

    [LoggerMessage(304, LogLevel.Information, "Recorder {RecorderId} created")]
    public static partial void RecorderCreated(ILogger logger, string recorderId);

    [LoggerMessage(305, LogLevel.Information, "Recorder {RecorderId} removed")]
    public static partial void RecorderRemoved(ILogger logger, string recorderId);

    [LoggerMessage(306, LogLevel.Debug, "Recorder {RecorderId} looked up: {Found}")]
    public static partial void LookedUp(ILogger logger, string recorderId, bool found);

    [LoggerMessage(307, LogLevel.Debug, "Runtime {Namespace}: snapshot of {RecorderCount} recorders captured")]
    public static partial void Captured(ILogger logger, string @namespace, int recorderCount);
}
