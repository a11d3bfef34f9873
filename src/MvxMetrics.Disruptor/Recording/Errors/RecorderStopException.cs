namespace MvxMetrics.Disruptor;

/// <summary>The stop of a recorder failed. The inner exception is the cause.</summary>
public sealed class RecorderStopException : MetricsException
{
    internal RecorderStopException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
