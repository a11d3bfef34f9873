using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Keeps every line, and may throw at each.</summary>
internal sealed class ListLogger : ILoggerFactory, ILogger
{
    public ConcurrentQueue<(int Id, LogLevel Level, string Message)> Lines { get; } = [];

    public bool Throws { get; init; }

    public int Count(int id) => Lines.Count(l => l.Id == id);

    public string[] Messages(int id) => [.. Lines.Where(l => l.Id == id).Select(l => l.Message)];

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
        if (Throws) throw new IOException("the provider is gone");
    }

    public void Dispose()
    {
    }
}
