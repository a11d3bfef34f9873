using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A logger that hands on everything and never throws.</summary>
[TestFixture]
internal sealed partial class SafeLoggerTests
{
    private static readonly EventId s_id = new(7, "seventh");

    [Test]
    public void Without_a_factory_it_logs_nowhere() => SafeLogger.Create(null, "category").ShouldBeSameAs(NullLogger.Instance);

    [Test]
    public void A_line_reaches_the_logger_of_the_category_as_it_was_written()
    {
        using Provider provider = new();
        ILogger logger = SafeLogger.Create(provider, "MvxMetrics.Disruptor.Loop");
        InvalidCastException cause = new();

        logger.Log(LogLevel.Warning, s_id, 5, cause, static (state, error) => $"{state} and {error!.GetType().Name}");

        provider.Category.ShouldBe("MvxMetrics.Disruptor.Loop");
        provider.Lines.ShouldBe([(LogLevel.Warning, s_id, "5 and InvalidCastException", cause)]);
    }

    [Test]
    public void The_level_is_the_loggers_to_say()
    {
        using Provider provider = new() { Least = LogLevel.Warning };
        ILogger logger = SafeLogger.Create(provider, "c");

        ((LogLevel[])[LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Critical]).Where(logger.IsEnabled)
            .ShouldBe([LogLevel.Warning, LogLevel.Critical]);
    }

    [Test]
    public void A_logger_that_throws_takes_no_line_and_no_caller_with_it()
    {
        using Provider provider = new() { Error = new ObjectDisposedException("provider") };
        ILogger logger = SafeLogger.Create(provider, "c");

        logger.IsEnabled(LogLevel.Critical).ShouldBeFalse("nobody could read it");
        Should.NotThrow(() => logger.Log(LogLevel.Critical, s_id, 5, null, static (_, _) => "line"));
        Should.NotThrow(() => logger.BeginScope("scope")).ShouldBeNull();

        provider.Calls.ShouldBe(2, "asked once, written to once");
    }

    [Test]
    public void A_line_that_cannot_be_formatted_is_dropped_and_the_next_one_is_written()
    {
        using Provider provider = new();
        ILogger logger = SafeLogger.Create(provider, "c");

        Should.NotThrow(() => logger.Log<int>(LogLevel.Error, s_id, 5, null, static (_, _) => throw new FormatException()));
        logger.Log(LogLevel.Error, s_id, 6, null, static (state, _) => $"{state}");

        provider.Lines.ShouldBe([(LogLevel.Error, s_id, "6", null)]);
    }

    private sealed class Provider : ILoggerFactory, ILogger
    {
        public string? Category { get; private set; }

        public List<(LogLevel Level, EventId Id, string Text, Exception? Error)> Lines { get; } = [];

        public LogLevel Least { get; init; }

        public Exception? Error { get; init; }

        public int Calls { get; private set; }

        public ILogger CreateLogger(string categoryName)
        {
            Category = categoryName;
            return this;
        }

        public bool IsEnabled(LogLevel logLevel)
        {
            Call();
            return logLevel >= Least;
        }

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Call();
            Lines.Add((logLevel, eventId, formatter(state, exception), exception));
        }

        public IDisposable BeginScope<TState>(TState state)
            where TState : notnull
        {
            Call();
            return this;
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        private void Call()
        {
            Calls++;
            if (Error is not null) throw Error;
        }
    }
}
