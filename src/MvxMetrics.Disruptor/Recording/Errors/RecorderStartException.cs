namespace MvxMetrics.Disruptor;

/// <summary>The start of a recorder failed. The inner exception is the cause.</summary>
public sealed class RecorderStartException : MetricsException
{
    internal RecorderStartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
