using Microsoft.Extensions.Logging;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Extremes that are legal: null where it has a meaning, the largest and the smallest, a token that was cancelled before.
/// </summary>
internal static class LegalCases
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(int.MaxValue);

    public static IEnumerable<LegalCase> All =>
    [
        .. Nulls(), .. Limits(), .. Numbers(), .. Tokens(), .. Ends(), .. AccumulatorLegalCases.All, .. HistogramCases.Legal,
        .. SelectorCases.Legal,
    ];

    private static IEnumerable<LegalCase> Nulls() =>
    [
        new("new MetricsEventLoop(options)", "options", "null", static () => new MetricsEventLoop(null).Dispose()),
        new("new MetricsRuntime(options, loggerFactory)", "options", "null", static () => new MetricsRuntime(null).Dispose()),
        new("new MetricsRuntime(options, loggerFactory)", "loggerFactory", "null",
            static () => new MetricsRuntime(loggerFactory: null).Dispose()),
        new("MetricsEventLoopOptions.LoggerFactory", "LoggerFactory", "null", Given.ALoop(static l => l.RunOnce().ShouldBe(0))),
        new("new MetricsRuntime(options, loggerFactory)", "loggerFactory", "one that makes no logger", static () =>
        {
            using NoLogger factory = new();
            using MetricsRuntime runtime = new(loggerFactory: factory);
            runtime.Start();
            runtime.CreateRecorder("r").Status.ShouldBe(RecorderStatus.Running);
        }),
        new("MetricsEventLoopOptions.OverflowPolicy", "OverflowPolicy", "null",
            static () => new MetricsEventLoop(new() { OverflowPolicy = null }).Dispose()),
        new("MetricsEventLoop.CreateRecorder(id, options)", "options", "null",
            Given.ALoop(static l => l.CreateRecorder("r", (RecorderOptions?)null).EntityId.ShouldBe("r"))),
        new("MetricsRuntime.CreateRecorder(id, options)", "options", "null",
            Given.ARuntime(static r => r.CreateRecorder("r", (RecorderOptions?)null).EntityId.ShouldBe("r"))),
        new("MetricsEventLoop.CreateContext(entityId, options)", "options", "null",
            Given.ALoop(static l => new MetricsRecorder(l.CreateContext("r", null)).EntityId.ShouldBe("r"))),
        new("MetricsEventLoop.CreateContext(entityId, options)", "entityId", "blank",
            Given.ALoop(static l => new MetricsRecorder(l.CreateContext(" \t")).EntityId.Length.ShouldBe(8))),
        new("RecorderOptions.EntityId", "EntityId", "null",
            Given.ALoop(static l => l.CreateRecorder(" r ", new RecorderOptions { EntityId = null }).EntityId.ShouldBe("r"))),
        new("RecorderOptions.EntityId", "EntityId", "blank",
            Given.ALoop(static l => l.CreateRecorder("r", new RecorderOptions { EntityId = " " }).EntityId.Length.ShouldBe(8))),
        new("MetricsRuntimeOptions.Processor", "Processor", "null", static () => new MetricsRuntime(new() { Processor = null }).Dispose()),
        new("RecorderOptions.MaxPendingEvents", "MaxPendingEvents", "null",
            Given.ALoop(static l => l.CreateRecorder("r", new RecorderOptions { MaxPendingEvents = null }))),
        new("MetricsRecorder.RegisterEvents(metricEvents)", "metricEvents", "a default span",
            Given.ARecorder(static r => r.RegisterEvents(default(ReadOnlySpan<Tick>)).ShouldBe(0))),
        new("MetricsRecorder.RegisterEvents(metricEvents)", "metricEvents", "empty, when stopped",
            Given.AStoppedRecorder(static r => r.RegisterEvents<Tick>([]).ShouldBe(0))),
        new("new Counter(name, amount, filter, unit, description)", "amount", "null",
            static () => new Counter<Tick>("c", amount: null).Read().Total.ShouldBe(0)),
    ];

    private static IEnumerable<LegalCase> Limits() =>
    [
        new("MetricsEventLoopOptions.BatchLimit", "BatchLimit", "int.MaxValue",
            static () => Drives(new MetricsEventLoopOptions { BatchLimit = int.MaxValue })),
        new("MetricsEventLoopOptions.BatchLimit", "BatchLimit", "1", static () => Drives(new MetricsEventLoopOptions { BatchLimit = 1 })),
        new("MetricsEventLoopOptions.LaneCount", "LaneCount", "1024",
            static () => Drives(new MetricsEventLoopOptions { LaneCount = 1024, LaneBytes = 1024 })),
        new("MetricsEventLoopOptions.LaneBytes", "LaneBytes", "1024",
            static () => Drives(new MetricsEventLoopOptions { LaneBytes = 1024 })),
        new("MetricsEventLoopOptions.LaneBytes", "LaneBytes", "2^30",
            static () => Drives(new MetricsEventLoopOptions { LaneBytes = 1 << 30 })),
        new("MetricsEventLoopOptions.SharedLaneBytes", "SharedLaneBytes", "1024",
            static () => Drives(new MetricsEventLoopOptions { SharedLaneBytes = 1024, ProducerMode = ProducerMode.Ordered })),
        new("MetricsEventLoopOptions.SharedLaneBytes", "SharedLaneBytes", "2^30, unused",
            static () => Drives(new MetricsEventLoopOptions { SharedLaneBytes = 1 << 30 })),
        new("MetricsEventLoopOptions.PollInterval", "PollInterval", "zero",
            static () => Drives(new MetricsEventLoopOptions { PollInterval = TimeSpan.Zero })),
        new("MetricsEventLoopOptions.PollInterval", "PollInterval", "1 second",
            static () => Drives(new MetricsEventLoopOptions { PollInterval = TimeSpan.FromSeconds(1) })),
        new("MetricsEventLoop.RunOnce(maxEvents, budget)", "maxEvents", "int.MaxValue",
            Given.ALoop(static l => l.RunOnce(int.MaxValue, TimeSpan.MaxValue).ShouldBe(0))),
        new("MetricsEventLoop.RunOnce(maxEvents, budget)", "maxEvents", "0", Given.ALoop(static l => l.RunOnce(0).ShouldBe(0))),
        new("RecorderOptions.MaxPendingEvents", "MaxPendingEvents", "int.MaxValue",
            static () => Records(new RecorderOptions { MaxPendingEvents = int.MaxValue })),
        new("RecorderOptions.HoldingCapacity", "HoldingCapacity", "the most",
            static () => Records(new RecorderOptions { HoldingCapacity = Array.MaxLength / 1024 })),
        new("RecorderOptions.WaitTimeout", "WaitTimeout", "24 days",
            static () => Records(new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = s_longest })),
        new("RecorderOptions.WaitTimeout", "WaitTimeout", "zero",
            static () => Records(new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = TimeSpan.Zero })),
        new("MetricsRuntimeOptions.StartTimeout", "StartTimeout", "24 days",
            static () => Starts(new MetricsRuntimeOptions { StartTimeout = s_longest })),
        new("MetricsRuntimeOptions.ShutdownTimeout", "ShutdownTimeout", "24 days",
            static () => Starts(new MetricsRuntimeOptions { ShutdownTimeout = s_longest })),
        new("MetricsRuntime.Flush(timeout)", "timeout", "24 days", Given.ARuntime(static r => r.Flush(s_longest).ShouldBeTrue())),
        new("MetricsRuntime.Flush(timeout)", "timeout", "infinite",
            Given.ARuntime(static r => r.Flush(Timeout.InfiniteTimeSpan).ShouldBeTrue())),
        new("MetricsRuntime.Flush(timeout)", "timeout", "zero", Given.ARuntime(static r => r.Flush(TimeSpan.Zero))),
        new("MetricsRuntime.Shutdown(timeout)", "timeout", "infinite",
            Given.ARuntime(static r => r.Shutdown(Timeout.InfiniteTimeSpan).ShouldBeTrue())),
        new("MetricsRuntime.Shutdown(timeout)", "timeout", "zero", Given.ARuntime(static r =>
        {
            r.Shutdown(TimeSpan.Zero);
            r.Status.ShouldBe(RuntimeStatus.Closed);
        })),
        new("WaitContext.Park(timeout)", "timeout", "zero",
            Given.ALoop(static l => new WaitContext(l, 0, 1, TimeSpan.MaxValue).Park(TimeSpan.Zero))),
        new("WaitContext.Poll(polls)", "polls", "one", Given.ALoop(static l => new WaitContext(l, 0, 1, TimeSpan.MaxValue).Poll(1))),
        new("WaitContext.Gather(timeout)", "timeout", "zero",
            Given.ALoop(static l => new WaitContext(l, 0, 1, TimeSpan.MaxValue).Gather(TimeSpan.Zero))),
        new("WaitContext.Gather(timeout)", "timeout", "longer than a lane takes to fill, at once",
            Given.ALoop(static l => new WaitContext(l, 0, 1, TimeSpan.Zero).Gather(TimeSpan.FromTicks(1)))),
        new("WaitContext.LeaveAlone(time)", "time", "zero",
            Given.ALoop(static l => new WaitContext(l, 0, 1, TimeSpan.MaxValue).LeaveAlone(TimeSpan.Zero))),
        new("new EventRun(events)", "events", "none", static () => new EventRun<Tick>([]).Count.ShouldBe(0)),
        new("new EventRun(events)", "events", "64", static () => new EventRun<Tick>(new Tick[64])[63].ShouldBe(default)),
    ];

    private static IEnumerable<LegalCase> Numbers() =>
    [
        new("new Counter(name, amount, filter, unit, description)", "amount", "long.MaxValue twice", static () =>
        {
            Counter<Tick> counter = new("c", static (in Tick t) => t.Value);
            foreach (long amount in (long[])[5, long.MaxValue, long.MaxValue, 1, long.MinValue])
                counter.HandleEvent(new Tick(amount)).ShouldBe(amount > 0);
            counter.Read().Total.ShouldBe(long.MaxValue, "a sum that only grows stays there");
        }),
        new("new Summary(name, value, filter, unit, description)", "value", "the largest double twice", static () =>
        {
            Summary<Tock> summary = new("s", static (in Tock t) => t.Value);
            foreach (double value in (double[])[double.MaxValue, double.MaxValue, double.NaN, double.PositiveInfinity])
                summary.HandleEvent(new Tock(value));
            (summary.Read().Count, summary.Read().Sum, summary.Read().Max).ShouldBe((2, double.MaxValue, double.MaxValue));
        }),
        new("MetricValue.op_Implicit(Int64 value)", "value", "long.MinValue",
            static () => ((MetricValue)long.MinValue).ToInt64().ShouldBe(long.MinValue)),
        new("MetricValue.op_Implicit(Double value)", "value", "not a number", static () => ((MetricValue)double.NaN).ToInt64().ShouldBe(0)),
        new("new MetricsEventLoop(options)", "options", "default values of structs", static () =>
        {
            (default(MetricValue).ToInt64(), default(MetricValue).ToDouble(), default(MetricValue).ToString()).ShouldBe((0, 0, "0"));
            (default(RecorderStatistics).Attempted, default(RuntimeStatistics).Pending, default(SummaryState).Mean).ShouldBe((0, 0, 0));
            (default(WaitContext).Events, default(WaitContext).EmptyPasses, default(WaitContext).FillTime).ShouldBe((0, 0, TimeSpan.Zero));
        }),
    ];

    private static IEnumerable<LegalCase> Tokens() =>
    [
        new("MetricsRecorder.StartAsync(cancellationToken)", "cancellationToken", "cancelled before", Given.ALoop(static l =>
        {
            MetricsRecorder recorder = new(l.CreateContext("r"));
            Should.Throw<OperationCanceledException>(() => recorder.StartAsync(new CancellationToken(true)).GetAwaiter().GetResult());
            l.RunOnce();
            recorder.Status.ShouldBe(RecorderStatus.Running, "the wait was cancelled, not the start");
        })),
        new("MetricsRecorder.StopAsync(cancellationToken)", "cancellationToken", "cancelled before", Given.ALoop(static l =>
        {
            MetricsRecorder recorder = l.CreateRecorder("r");
            Should.Throw<OperationCanceledException>(() => recorder.StopAsync(new CancellationToken(true)).GetAwaiter().GetResult());
            l.RunOnce();
            recorder.Status.ShouldBe(RecorderStatus.Stopped, "the wait was cancelled, not the stop");
        })),
        new("MetricsRuntime.FlushAsync(cancellationToken)", "cancellationToken", "cancelled before", Given.ARuntime(static r =>
        {
            using ManualResetEventSlim go = new();
            MetricsRecorder recorder = r.CreateRecorder("r");
            recorder.Register(new ProbeMetric(_ => go.Wait(Given.Patience)));
            recorder.RegisterEvent(new Tick(1)); // the flush cannot be over already
            Should.Throw<OperationCanceledException>(() => r.FlushAsync(new CancellationToken(true)).GetAwaiter().GetResult());
            go.Set();
            r.Flush(Given.Patience).ShouldBeTrue();
        })),
        new("MetricsRuntime.ShutdownAsync(cancellationToken)", "cancellationToken", "cancelled before", Given.ARuntime(static r =>
        {
            TaskCompletionSource hook = new();
            r.CreateRecorder("r", c => new HookedRecorder(c) { Stopped = _ => hook.Task });
            Should.Throw<OperationCanceledException>(() => r.ShutdownAsync(new CancellationToken(true)).GetAwaiter().GetResult());
            hook.SetResult();
            r.Shutdown(Given.Patience).ShouldBeTrue("the wait was cancelled, not the shutdown");
        })),
    ];

    private static IEnumerable<LegalCase> Ends() =>
    [
        new("EventWriter.Dispose()", "(disposed)", "disposed twice, then written to", Given.ARecorder(static r =>
        {
            EventWriter<Tick> writer = r.CreateWriter<Tick>();
            writer.Dispose();
            writer.Dispose();
            writer.TryWrite(new Tick(1)).ShouldBeFalse();
            (writer.HasOwnLane, r.Statistics.Refused).ShouldBe((false, 1));
        })),
        new("MetricsRecorder.TryRegisterEvent(metricEvent)", "TEvent", "larger than a slot",
            Given.ARecorder(static r => r.TryRegisterEvent(default(Event1017)).ShouldBeFalse())),
        new("MetricsRecorder.TryRegisterEvent(metricEvent)", "(disposed)", "in a closed loop",
            Given.AnOrphan(static r => r.TryRegisterEvent(new Tick(1)).ShouldBeFalse())),
        new("MetricsRecorder.CreateWriter()", "(disposed)", "in a closed loop",
            Given.AnOrphan(static r => r.CreateWriter<Tick>().TryWrite(new Tick(1)).ShouldBeFalse())),
        new("MetricsEventLoop.Dispose()", "(disposed)", "disposed", Given.ADisposedLoop(static l => l.Dispose())),
        new("MetricsRuntime.Dispose()", "(disposed)", "disposed", Given.ADisposedRuntime(static r => r.Dispose())),
        new("MetricsRuntime.Shutdown()", "(disposed)", "disposed", Given.ADisposedRuntime(static r => r.Shutdown())),
        new("MetricsRuntime.Shutdown(timeout)", "(disposed)", "disposed",
            Given.ADisposedRuntime(static r => r.Shutdown(TimeSpan.Zero).ShouldBeTrue())),
    ];

    private static void Drives(MetricsEventLoopOptions options)
    {
        using MetricsEventLoop loop = new(options);
        MetricsRecorder recorder = loop.CreateRecorder("r");
        for (int i = 0; i < 2; i++) recorder.RegisterEvent(new Tick(i)).ShouldBeTrue();
        while (loop.RunOnce() > 0)
        {
        }

        recorder.Statistics.ShouldBalance(2, 2);
    }

    private static void Records(RecorderOptions options) => Given.ALoop(loop =>
    {
        MetricsRecorder recorder = new(loop.CreateContext("r", options));
        recorder.RegisterEvent(new Tick(1)).ShouldBeTrue(); // starts it, and is held
        loop.RunOnce();
        recorder.Statistics.ShouldBalance(1, 1);
    })();

    private static void Starts(MetricsRuntimeOptions options)
    {
        options.EventLoop = Given.Small();
        using MetricsRuntime runtime = new(options);
        runtime.Start();
        runtime.Status.ShouldBe(RuntimeStatus.Running);
    }

    private sealed class NoLogger : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => null!;

        public void Dispose()
        {
        }
    }
}
