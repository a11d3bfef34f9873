namespace MvxMetrics.Disruptor;

/// <summary>The runtime's thread could not be started, or not within the time limit. The runtime is Faulted.</summary>
public sealed class RuntimeStartException : MetricsException
{
    internal RuntimeStartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
