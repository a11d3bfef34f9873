using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The environment of recorders: one thread, one event loop, and the recorders by id. Usually an application or a large subsystem has one
/// runtime, with a recorder for each measured entity. Any thread may call all members. Runtimes are independent of each other, also if
/// their names and ids are equal.
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

    /// <summary>Creates a runtime and allocates its ring buffer. <see cref="Start"/> starts its thread.</summary>
    /// <param name="options">Options; null: the defaults.</param>
    /// <param name="loggerFactory">Makes the loggers; null: nothing is logged.</param>
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

    /// <summary>The first part of the thread's name.</summary>
    public string Namespace => _state.Namespace;

    /// <summary>The status of the runtime.</summary>
    public RuntimeStatus Status => _state.Status;

    /// <summary>What faulted the runtime or went wrong in its shutdown, or null.</summary>
    public Exception? LastError => _state.LastError;

    /// <summary>What became of all events, and how the loop works. It can be read in every status, and allocates nothing.</summary>
    public RuntimeStatistics Statistics => _loop.Statistics;

    /// <summary>
    /// The bytes that the ring buffer takes at most, when all lanes are used. Fixed at construction. A lane takes its memory when it is
    /// leased.
    /// </summary>
    public long MemoryBytes => _loop.MemoryBytes;

    /// <summary>
    /// The recorders by id, in ordinal order, in every status of the runtime. A shutdown removes all of them. A list never changes: the
    /// property returns the same list, and allocates nothing, until a recorder is added or removed.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, MetricsRecorder>> Recorders => _recorders.All;

    /// <summary>The ids of the recorders, in ordinal order. The list is a copy.</summary>
    public IReadOnlyList<string> RecorderIds => [.. _recorders.All.Select(static r => r.Key)];

    /// <summary>Starts the thread and returns when the runtime is Running. If it is Running already, the call does nothing.</summary>
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

    // The thread ended although nobody asked for it: the loop failed, and has told every recorder.
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
