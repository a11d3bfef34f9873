namespace MvxMetrics.Disruptor;

/// <summary>
/// The base of all errors of this library, except argument errors. A message says what was asked, what stood in the way, and what to do.
/// </summary>
public class MetricsException : Exception
{
    /// <summary>Creates an error with a message and its cause.</summary>
    public MetricsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
