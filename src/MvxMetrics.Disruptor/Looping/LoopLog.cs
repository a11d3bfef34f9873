using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>What a loop logs. Event ids 2xx; they do not change.</summary>
internal static partial class LoopLog
{
    [LoggerMessage(200, LogLevel.Error, "A command of the event loop failed")]
    public static partial void CommandFailed(ILogger logger, Exception error);

    [LoggerMessage(201, LogLevel.Error, "Wait strategy {Strategy} failed; the loop goes on with Adaptive")]
    public static partial void WaitStrategyFailed(ILogger logger, string strategy, Exception error);

    [LoggerMessage(203, LogLevel.Error, "A recorder's hook failed when it was cancelled")]
    public static partial void HookCancellationFailed(ILogger logger, Exception error);

    [LoggerMessage(202, LogLevel.Error, "Recorder {EntityId} did not stop cleanly while its loop was disposed")]
    public static partial void StopFailed(ILogger logger, string entityId, Exception error);
}
