using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>Logs nothing, takes everything, and throws at every third message.</summary>
internal sealed class ThrowingLogging : ILoggerFactory, ILogger
{
    private int _messages;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        formatter(state, exception).ShouldNotBeEmpty();
        if (Interlocked.Increment(ref _messages) % 3 == 0) throw new Sabotage("Log");
    }
}
