using Microsoft.Extensions.Logging;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>A provider that throws harms nobody.</content>
internal sealed partial class SafeLoggerTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void Without_a_factory_nothing_is_logged()
    {
        ILogger logger = SafeLogger.Create(factory: null, "c");
        logger.IsEnabled(LogLevel.Critical).ShouldBeFalse();
        Should.NotThrow(() => RecorderLog.Started(logger, "r"));
    }

    [Test]
    public void What_the_provider_throws_stays_inside_and_what_it_takes_arrives()
    {
        using ListLogger throwing = new() { Throws = true };
        ILogger logger = SafeLogger.Create(throwing, "c");
        Should.NotThrow(() => RecorderLog.Started(logger, "r"));
        throwing.Lines.ShouldBe([(100, LogLevel.Information, "Recorder r started")]);
        logger.BeginScope("scope").ShouldBeNull();
    }

    [Test]
    public void A_provider_that_cannot_say_whether_it_is_enabled_is_not()
    {
        using LevelLogger provider = new();
        ILogger logger = SafeLogger.Create(provider, "c");
        logger.IsEnabled(LogLevel.Warning).ShouldBeTrue();
        logger.IsEnabled(LogLevel.Debug).ShouldBeFalse();
        logger.IsEnabled(LogLevel.Trace).ShouldBeFalse();
        provider.Categories.ShouldBe(["c"]);
    }

    [Test]
    public void A_logger_that_throws_faults_nobody_and_leaves_nobody_waiting()
    {
        using ListLogger log = new() { Throws = true };
        MetricsRuntime runtime = new(loggerFactory: log);
        runtime.Start();
        MetricsRecorder good = runtime.CreateRecorder("good");
        MetricsRecorder bad = runtime.CreateRecorder("bad");
        Counter<Tick> counter = new("c");
        good.Register(counter);
        bad.Register(new ProbeMetric(static _ => throw new DivideByZeroException()));
        bad.RegisterEvent(new Tick(1));
        good.RegisterEvent(new Tick(1));
        runtime.Flush(s_patience).ShouldBeTrue();
        good.GetMetricSnapshots().Count.ShouldBe(1);

        (bad.Status, good.Status, runtime.Status).ShouldBe((RecorderStatus.Faulted, RecorderStatus.Running, RuntimeStatus.Running));
        runtime.Shutdown();
        counter.Read().Total.ShouldBe(1);
    }

    /// <summary>Takes warnings, no details, and throws when asked for traces.</summary>
    private sealed class LevelLogger : ILoggerFactory, ILogger
    {
        public List<string> Categories { get; } = [];

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName)
        {
            Categories.Add(categoryName);
            return this;
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new IOException("the provider is gone");

        public bool IsEnabled(LogLevel logLevel) =>
            logLevel == LogLevel.Trace ? throw new IOException("the provider is gone") : logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
