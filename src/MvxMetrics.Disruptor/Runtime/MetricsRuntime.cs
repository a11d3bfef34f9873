using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The environment in which recorders process: one thread, one event loop, and the recorders by id. The usual model is
/// one runtime for an application or a large subsystem, with a recorder for each measured entity. All members may be
/// called from any thread; runtimes are independent of each other, also with equal names and ids.
/// </summary>
/// <example>
/// <code>
/// using MetricsRuntime runtime = new();
/// runtime.Start();
/// MetricsRecorder recorder = runtime.CreateRecorder("document_storage");
/// recorder.Register(new Counter&lt;DocumentSaveAttempt&gt;("attempts"));
/// recorder.RegisterEvent(new DocumentSaveAttempt(SaveOutcome.Success, 120));
/// </code>
/// </example>
public sealed partial class MetricsRuntime : IDisposable, IAsyncDisposable
{
    private readonly MetricsRuntimeOptions _options;
    private readonly RuntimeState _state;
    private readonly ILogger _logger;
    private readonly MetricsEventLoop _loop;
    private readonly RuntimeThread _thread;
    private readonly RecorderDirectory _recorders = new();
    private readonly LoopWaits _waits = new();
    private readonly RuntimeShutdown _shutdown;

    /// <summary>Creates a runtime and allocates its ring buffer; its thread begins with <see cref="Start"/>.</summary>
    /// <param name="options">Options; null: the defaults.</param>
    /// <param name="loggerFactory">Where to log; null: nowhere.</param>
    /// <exception cref="ArgumentException">An option has a bad value; the message names it.</exception>
    public MetricsRuntime(MetricsRuntimeOptions? options = null, ILoggerFactory? loggerFactory = null)
    {
        _options = options?.Copy() ?? new MetricsRuntimeOptions();
        _options.Validate();
        _state = new RuntimeState(_options.Namespace.Trim());
        _logger = SafeLogger.Create(loggerFactory, "MvxMetrics.Disruptor.Runtime");
        _loop = new MetricsEventLoop(_options.EventLoop, OverflowPolicy.DropNewest, loggerFactory, hasOwnThread: true);
        _thread = new RuntimeThread(_options, _loop);
        _shutdown = new RuntimeShutdown(_state, _loop, _thread, _recorders, _waits, _logger);
    }

    /// <summary>First part of the thread's name.</summary>
    public string Namespace => _state.Namespace;

    /// <summary>Where the runtime stands in its life.</summary>
    public RuntimeStatus Status => _state.Status;

    /// <summary>What faulted the runtime or left its shutdown unclean, or null.</summary>
    public Exception? LastError => _state.LastError;

    /// <summary>What became of all events, and how the loop works. In every status; 0 bytes.</summary>
    public RuntimeStatistics Statistics => _loop.Statistics;

    /// <summary>
    /// Most bytes that the ring buffer comes to, once all lanes are used; fixed at construction. Lanes take theirs when they are leased.
    /// </summary>
    public long MemoryBytes => _loop.MemoryBytes;

    /// <summary>
    /// The recorders by id, in ordinal order, in every status of the runtime; a shutdown removes them all. The list never
    /// changes: as long as the recorders are the same, so is the list, and asking for it allocates nothing.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, MetricsRecorder>> Recorders => _recorders.All;

    /// <summary>Ids of the recorders, in ordinal order: a copy.</summary>
    public IReadOnlyList<string> RecorderIds => [.. _recorders.All.Select(static r => r.Key)];

    /// <summary>Starts the thread; returns when the runtime is Running. Does nothing when it already is.</summary>
    /// <exception cref="RuntimeStartException">The thread could not be started in time; the runtime is Faulted.</exception>
    /// <exception cref="RuntimeStateException">The runtime is Stopping, Closed or Faulted.</exception>
    public void Start()
    {
        lock (_state.StartLock)
        {
            if (!_state.TryBeginStart()) return;
            try
            {
                _thread.Start();
            }
            catch (RuntimeStartException failed)
            {
                Fault(failed);
                throw;
            }

            _state.CompleteStart();
            _thread.Ended.ContinueWith(OnThreadEnded, TaskScheduler.Default);
            RuntimeLog.Started(_logger, Namespace);
        }
    }

    // The thread ended although nobody asked it to: the loop failed, and has told every recorder.
    private void OnThreadEnded(Task<Exception?> ended)
    {
        if (ended.Result is { } error)
            Fault(new MetricsException($"The loop of runtime '{Namespace}' failed; see the inner exception.", error));
    }

    private void Fault(Exception error)
    {
        if (_state.TryFault(error)) RuntimeLog.Faulted(_logger, Namespace, error);
    }

    private bool IsInsideLoop => ((IRecorderHost)_loop).IsInsideLoop;

    private void RefuseInsideLoop(string member)
    {
        if (IsInsideLoop) throw new LoopReentrancyException(member);
    }

    private static void RequireTimeout(TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan || (timeout >= TimeSpan.Zero && timeout.TotalMilliseconds <= int.MaxValue)) return;
        throw new ArgumentOutOfRangeException(
            nameof(timeout), timeout, "The timeout must lie between zero and 24 days, or be Timeout.InfiniteTimeSpan.");
    }
}
