namespace MvxMetrics.Disruptor;

/// <summary>
/// The status of the runtime does not allow the operation. The message names the actual status and the allowed ones. After a fault, the
/// inner exception is the runtime's last error.
/// </summary>
public sealed class RuntimeStateException : MetricsException
{
    internal RuntimeStateException(string member, string name, RuntimeStatus actual, string allowed, Exception? lastError = null)
        : base($"{member} was refused: runtime '{name}' is {actual}, and must be {allowed}.{Advice(actual)}", lastError)
    {
        Actual = actual;
    }

    /// <summary>The status that stood in the way.</summary>
    public RuntimeStatus Actual { get; }

    private static string Advice(RuntimeStatus actual) => actual switch
    {
        RuntimeStatus.Created => " Call Start first.",
        RuntimeStatus.Starting => " Wait until Start has returned.",
        RuntimeStatus.Stopping or RuntimeStatus.Closed => " A runtime is not started twice: create a new one.",
        RuntimeStatus.Faulted => " A fault is final: see LastError, dispose it, and create a new one.",
        _ => string.Empty,
    };
}
