namespace MvxMetrics.Disruptor;

/// <summary>
/// The status of the recorder does not allow the operation. The message names the actual status and the allowed ones. After a fault, the
/// inner exception is the recorder's last error.
/// </summary>
public sealed class RecorderStateException : MetricsException
{
    internal RecorderStateException(string member, string entityId, RecorderStatus actual, string allowed, Exception? lastError)
        : base($"{member} was refused: recorder '{entityId}' is {actual}, and must be {allowed}.{Advice(member, actual)}", lastError)
    {
        Actual = actual;
    }

    /// <summary>The status that stood in the way.</summary>
    public RecorderStatus Actual { get; }

    private static string Advice(string member, RecorderStatus actual) => actual switch
    {
        RecorderStatus.Running => " It runs already: there is nothing to start.",
        RecorderStatus.Stopped when member == "Stop" => " It has stopped already: there is nothing to stop.",
        RecorderStatus.Faulted => " A fault is final: see LastError, and create a new recorder.",
        RecorderStatus.Stopped => " Start it again first.",
        RecorderStatus.Stopping => " Wait for the stop to end.",
        RecorderStatus.Starting => " Wait for the start to end.",
        RecorderStatus.Created => " Start it first.",
        _ => string.Empty,
    };
}
