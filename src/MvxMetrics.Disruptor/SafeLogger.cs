using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A logger that never throws. A logging provider may throw, for instance if it was disposed before the runtime. A log line must not fault
/// a recorder, end the loop, or leave a caller waiting.
/// </summary>
internal sealed class SafeLogger : ILogger
{
    private readonly ILogger _inner;

    private SafeLogger(ILogger inner) => _inner = inner;

    /// <summary>Creates a logger of a category. Without a factory it logs nothing.</summary>
    public static ILogger Create(ILoggerFactory? factory, string category) =>
        factory is null ? NullLogger.Instance : new SafeLogger(factory.CreateLogger(category));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return _inner.IsEnabled(logLevel);
        }
#pragma warning disable CA1031 // see the class: a provider may throw anything
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            _inner.Log(logLevel, eventId, state, exception, formatter);
        }
#pragma warning disable CA1031 // see the class: a provider may throw anything
        catch (Exception)
#pragma warning restore CA1031
        {
            // There is nowhere left to report this.
        }
    }
}
