namespace MvxMetrics.Disruptor;

/// <summary>A recorder's stop failed; the cause is the inner exception.</summary>
public sealed class RecorderStopException : MetricsException
{
    internal RecorderStopException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
