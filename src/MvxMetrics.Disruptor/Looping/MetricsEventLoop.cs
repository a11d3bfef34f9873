using Microsoft.Extensions.Logging;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Owns the ring buffer and applies the events of its recorders. Drive it yourself with <see cref="RunOnce"/>, once for each frame or tick,
/// from one thread at a time. Or let a <see cref="MetricsRuntime"/> drive a loop on a thread of its own.
/// </summary>
public sealed partial class MetricsEventLoop : IRecorderHost, IDisposable
{
    private static readonly TimeSpan s_disposeTimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>How often metrics that change with time get a tick: see <see cref="ITimedMetric"/>.</summary>
    private static readonly TimeSpan s_metricPeriod = TimeSpan.FromMilliseconds(100);

    private readonly MetricsEventLoopOptions _options;
    private readonly ILogger _logger;
    private readonly OverflowPolicy _overflowPolicy;
    private readonly bool _hasOwnThread;
    private readonly RingBuffer _ring;
    private readonly EventAccount _account = new();
    private readonly LoopCounters _counters = new();
    private readonly ReadCounters _reads = new();
    private readonly RecorderTable _table = new();
    private readonly CommandQueue _commands = new();
    private readonly List<DrainBarrier> _barriers = [];
    private readonly DriverGuard _driver = new();
    private readonly LaneDrain _drain;
    private readonly DropReporter _drops;
    private readonly LoopTimer _dropTimer;
    private readonly LoopTimer _metricTimer;
    private readonly long _createdAt;

    /// <summary>The time of the last tick. The loop's thread only.</summary>
    private TimeSpan _uptime;

    private readonly HookTasks _hooks = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _disposing = new();
    private volatile bool _isClosed;
    private volatile bool _stopRequested;

    /// <summary>Whether the wait strategy only polled since the last pass. The loop's thread only.</summary>
    private bool _onlyPolled;

    /// <summary>Creates a loop that you drive with <see cref="RunOnce"/>. It allocates the ring buffer.</summary>
    /// <param name="options">Options; null: the defaults.</param>
    /// <exception cref="ArgumentException">An option has a bad value; the message names it.</exception>
    public MetricsEventLoop(MetricsEventLoopOptions? options = null)
        : this(options ?? new MetricsEventLoopOptions(), OverflowPolicy.Throw, options?.LoggerFactory, hasOwnThread: false)
    {
    }

    internal MetricsEventLoop(
        MetricsEventLoopOptions options, OverflowPolicy defaultPolicy, ILoggerFactory? loggerFactory, bool hasOwnThread)
    {
        options.Validate();
        _options = options = options.Copy();
        _logger = SafeLogger.Create(loggerFactory, "MvxMetrics.Disruptor");
        _overflowPolicy = options.OverflowPolicy ?? defaultPolicy;
        _hasOwnThread = hasOwnThread;
        _ring = new RingBuffer(options.Shape());
        _drain = new LaneDrain(_ring, _table, _counters, options.BatchLimit, _commands, RunCommands);
        _drops = new DropReporter(_table, options, _logger);
        _dropTimer = new LoopTimer(options.TimeProvider, DropReporter.Period, () => _drops.Report(_account.Dropped));
        _metricTimer = new LoopTimer(options.TimeProvider, s_metricPeriod, TickMetrics);
        _createdAt = options.TimeProvider.GetTimestamp();
    }

    /// <summary>
    /// The bytes that the ring buffer takes at most, when all lanes are used. Fixed at construction. A lane takes its memory when it is
    /// leased.
    /// </summary>
    public long MemoryBytes => _ring.MemoryBytes;

    /// <summary>What became of all events, and how the loop works. Any thread may read it at any time. It allocates nothing.</summary>
    public RuntimeStatistics Statistics
    {
        get
        {
            // Consumed is read before published, so Pending is never negative.
            long processed = _account.Processed;
            long discarded = _account.Discarded;
            return new RuntimeStatistics
            {
                Accepted = _ring.CountPublished(),
                Processed = processed,
                Discarded = discarded,
                Dropped = _account.Dropped,
                Refused = _account.Refused,
                SharedLaneEvents = _ring.Shared.Published,
                LaneCount = _ring.LaneCount,
                LanesLeased = _ring.CountLeased(),
                HighWaterMark = _counters.HighWaterMark,
                Batches = _counters.Batches,
                LargestBatch = _counters.LargestBatch,
                WakeUps = _ring.Signal.WakeUps,
                SnapshotRetries = _reads.Retries,
                ServicedCopies = _reads.ServicedCopies,
            };
        }
    }

    /// <summary>
    /// Applies what producers have published, and runs commands and timers that are due. It takes up to
    /// <see cref="MetricsEventLoopOptions.BatchLimit"/> events from each lane. One thread at a time may call it. It allocates nothing
    /// unless it executes commands.
    /// </summary>
    /// <param name="maxEvents">The most events to consume; not negative.</param>
    /// <param name="budget">
    /// The time limit; not negative. The call exceeds it by one event at most. Null: no time limit, and the clock is not read before every
    /// event. Commands do not count, and events held for a recorder that becomes Running do not count.
    /// </param>
    /// <returns>The number of events consumed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
    /// <exception cref="InvalidOperationException">Another thread is inside the loop.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    /// <exception cref="ObjectDisposedException">The loop was disposed.</exception>
    public int RunOnce(int maxEvents = int.MaxValue, TimeSpan? budget = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxEvents);
        if (budget is { } limit) ArgumentOutOfRangeException.ThrowIfLessThan(limit, TimeSpan.Zero, nameof(budget));
        if (_isClosed)
        {
            throw new ObjectDisposedException(
                nameof(MetricsEventLoop), "RunOnce was refused: the loop was disposed. Stop driving it, or create a new one.");
        }

        _driver.Enter(nameof(RunOnce));
        try
        {
            return RunPass(new LoopBudget(maxEvents, _options.TimeProvider, budget));
        }
        finally
        {
            _driver.Leave();
        }
    }

    /// <summary>
    /// Creates a recorder and starts it. Any thread outside the loop may call it; nobody else must drive the loop meanwhile.
    /// </summary>
    /// <param name="id">Its id, and its entity id unless the options set another one. Trimmed; not blank.</param>
    /// <param name="options">Options; null: the defaults.</param>
    /// <returns>A Running recorder.</returns>
    /// <exception cref="ArgumentException">The id is null or blank, or an option has a bad value.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    /// <exception cref="MetricsException">The loop was disposed.</exception>
    public MetricsRecorder CreateRecorder(string id, RecorderOptions? options = null) =>
        CreateRecorder(id, options, static context => new MetricsRecorder(context));

    /// <summary>
    /// Creates the argument of a recorder's constructor, for a recorder that the loop does not start. Such a recorder is Created until you
    /// start it, or until its first event does. Any thread may call it.
    /// </summary>
    /// <param name="entityId">What the recorder measures. Trimmed; blank: a short generated id.</param>
    /// <param name="options">Options. If they have an EntityId, it replaces <paramref name="entityId"/>.</param>
    /// <example><code>MetricsRecorder recorder = new(loop.CreateContext("connection"));</code></example>
    /// <exception cref="ArgumentNullException">The entity id is null.</exception>
    public RecorderContext CreateContext(string entityId, RecorderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(entityId);
        return new RecorderContext(this, entityId, options);
    }

    /// <summary>Creates a recorder of your own class and starts it. Any thread outside the loop may call it.</summary>
    /// <typeparam name="TRecorder">The class of the recorder.</typeparam>
    /// <param name="id">Its id, and its entity id unless its options set another one. Trimmed; not blank.</param>
    /// <param name="factory">Constructs the recorder with the given context.</param>
    /// <returns>A Running recorder.</returns>
    /// <exception cref="ArgumentException">
    /// The id is null or blank, the factory is null, or it did not return a new recorder of this loop.
    /// </exception>
    /// <exception cref="RecorderStartException">The recorder's starting hook failed.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    /// <exception cref="MetricsException">The loop was disposed.</exception>
    public TRecorder CreateRecorder<TRecorder>(string id, Func<RecorderContext, TRecorder> factory)
        where TRecorder : MetricsRecorder => CreateRecorder(id, null, factory);

    /// <summary>
    /// Stops every recorder, which applies its accepted events, and closes the loop. Snapshots and statistics can still be read. Any thread
    /// outside the loop may call it. It waits for hooks for 10 seconds at most.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread is inside the loop.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public void Dispose()
    {
        if (_driver.IsMine) throw new LoopReentrancyException(nameof(Dispose));
        lock (_disposing)
        {
            if (_isClosed) return;

            StopRecorders();
            _driver.Enter(nameof(Dispose));
            try
            {
                Close();
            }
            finally
            {
                _driver.Leave();
            }
        }
    }

    internal TRecorder CreateRecorder<TRecorder>(string id, RecorderOptions? options, Func<RecorderContext, TRecorder> factory)
        where TRecorder : MetricsRecorder
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(factory);
        if (_driver.IsMine) throw new LoopReentrancyException(nameof(CreateRecorder));
        if (_isClosed)
        {
            throw new MetricsException(
                $"CreateRecorder was refused: the loop of recorder '{id.Trim()}' has closed. Create it in a new loop.");
        }

        TRecorder recorder = factory(new RecorderContext(this, id.Trim(), options))
            ?? throw new ArgumentException($"The factory for recorder '{id}' returned null. Return a new recorder.", nameof(factory));
        if (!recorder.IsNewIn(this))
        {
            throw new ArgumentException(
                $"The factory for recorder '{id}' returned a recorder that is not new in this loop. "
                + "Construct one with the context it is given.",
                nameof(factory));
        }

        recorder.Start();
        return recorder;
    }

    private void StopRecorders()
    {
        _driver.Enter(nameof(Dispose));
        List<MetricsRecorder> recorders;
        try
        {
            RunCommands();
            recorders = _table.Recorders();
        }
        finally
        {
            _driver.Leave();
        }

        List<(MetricsRecorder Recorder, Task Stop)> stops = [.. recorders.Select(static r => (r, r.StopFromAnyStatusAsync()))];
        Task all = Task.WhenAll([.. stops.Select(static s => s.Stop), _hooks.AllEnded]);
        long started = TimeProvider.System.GetTimestamp();
        SpinWait spin = default;
        while (!all.IsCompleted && TimeProvider.System.GetElapsedTime(started) < s_disposeTimeLimit)
        {
            ((IRecorderHost)this).TryRunCommands();
            spin.SpinOnce();
        }

        foreach ((MetricsRecorder recorder, Task stop) in stops)
            if (stop.Exception?.InnerException is { } error) LoopLog.StopFailed(_logger, recorder.EntityId, error);
    }
}
