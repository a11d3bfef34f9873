namespace MvxMetrics.Disruptor;

/// <summary>A recorder's start failed; the cause is the inner exception.</summary>
public sealed class RecorderStartException : MetricsException
{
    internal RecorderStartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
