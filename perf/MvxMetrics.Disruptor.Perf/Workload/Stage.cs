using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Our side of a scenario: a recorder with a counter by outcome and a histogram of durations, and whoever drives its loop.
/// </summary>
internal sealed class Stage : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly MetricsEventLoop? _loop;
    private readonly MetricsRuntime? _runtime;
    private readonly Barrier? _together;
    private readonly Lock _driving = new();
    private readonly CounterBy<SaveAttempt> _attempts =
        new("attempts", static (in SaveAttempt e) => (int)e.Outcome, KeyNames.Range(Attempts.Outcomes));
    private readonly Histogram<SaveAttempt> _durations = new("durations", static (in SaveAttempt e) => e.Nanoseconds, unit: "ns");
    private readonly HistogramReading _reading = new();

    private Stage(MetricsEventLoop? loop, MetricsRuntime? runtime, RecorderOptions? options, int threads)
    {
        // Together where all of them can be at work at once; with more threads than cores they would only wait for each other.
        if (threads > 1 && threads <= Environment.ProcessorCount) _together = new Barrier(threads, _ => loop!.RunOnce());
        _loop = loop;
        _runtime = runtime;
        runtime?.Start();
        Recorder = runtime?.CreateRecorder("perf", options) ?? loop!.CreateRecorder("perf", options);
        Recorder.Register(_attempts);
        Recorder.Register(_durations);
    }

    public MetricsRecorder Recorder { get; }

    /// <summary>
    /// A loop without a thread, driven between two measured bursts: the consumer is away.
    /// </summary>
    public static Stage Manual(int threads, MetricsEventLoopOptions? options = null) =>
        new(new MetricsEventLoop(options), null, null, threads);

    /// <summary>A runtime on its own thread.</summary>
    public static Stage Live(MetricsRuntimeOptions? options = null, RecorderOptions? recorder = null) =>
        new(null, new MetricsRuntime(options), recorder, 1);

    /// <summary>Waits until everything published before is applied; or applies it. Any thread.</summary>
    public void Settle()
    {
        if (_runtime is not null)
        {
            if (!_runtime.Flush(s_patience)) throw new TimeoutException("The runtime did not catch up.");
            return;
        }

        if (_together is not null)
        {
            _together.SignalAndWait();
            return;
        }

        lock (_driving) _loop!.RunOnce();
    }

    /// <summary>One pass of a loop without a thread: how many events it has applied.</summary>
    public int RunOnce() => _loop!.RunOnce();

    /// <summary>What has been applied so far, as both metrics count it; an error if anything was dropped.</summary>
    public (long Attempts, long Count, long Sum) Applied(string side)
    {
        WrongResultException.Require(side, "dropped events", 0, Recorder.Statistics.Dropped);
        return Totals();
    }

    /// <summary>The sum of all durations that have been applied.</summary>
    public long SumApplied => Totals().Sum;

    /// <summary>
    /// How many of all events so far were lost, once everything published is applied. The recorder, the loop and both metrics must
    /// agree to the event.
    /// </summary>
    public long Lost(string side, long attempts, long sum)
    {
        (long Attempts, long Count, long Sum) applied = Totals();
        RecorderStatistics recorder = Recorder.Statistics;
        RuntimeStatistics all = _runtime?.Statistics ?? _loop!.Statistics;
        long lost = recorder.Dropped;
        WrongResultException.Require(side, "the attempts, as the recorder counts them", attempts, recorder.Attempted);
        WrongResultException.Require(side, "the attempts, as the loop counts them", attempts, all.Attempted);
        WrongResultException.Require(side, "the drops, as the loop counts them", lost, all.Dropped);
        WrongResultException.Require(side, "the attempts counted, and the drops", attempts, applied.Attempts + lost);
        WrongResultException.Require(side, "the durations counted, and the drops", attempts, applied.Count + lost);
        if (lost == 0) WrongResultException.Require(side, "the sum of durations", sum, applied.Sum);
        return lost;
    }

    private (long Attempts, long Count, long Sum) Totals()
    {
        _durations.Read(_reading);
        long attempts = _attempts.Snapshot().Dimensions
            .Where(static d => d.Key.EndsWith(".total", StringComparison.Ordinal)).Sum(static d => d.Value.ToInt64());
        return (attempts, _reading.Count, _reading.Sum);
    }

    public void Dispose()
    {
        _runtime?.Dispose();
        _loop?.Dispose();
        _together?.Dispose();
    }
}
