using System.Collections.Concurrent;
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
/// recorder.RegisterMetric(new Counter&lt;DocumentSaveAttempt&gt;("attempts"));
/// recorder.RegisterEvent(new DocumentSaveAttempt(SaveOutcome.Success, 120));
/// </code>
/// </example>
public sealed partial class MetricsRuntime : IDisposable, IAsyncDisposable
{
    private readonly Lock _statusLock = new();
    private readonly Lock _startLock = new();
    private readonly MetricsRuntimeOptions _options;
    private readonly ILogger _logger;
    private readonly MetricsEventLoop _loop;
    private readonly RuntimeThread _thread;
    private readonly RecorderDirectory _recorders = new();

    /// <summary>Commands that a thread waits for; told when a shutdown gives up waiting for the loop.</summary>
    private readonly ConcurrentDictionary<LoopCommand, bool> _waits = new();

    /// <summary>Written under the status lock, read anywhere with acquire.</summary>
    private int _status;

    private Exception? _lastError;

    /// <summary>Creates a runtime and allocates its ring buffer; its thread begins with <see cref="Start"/>.</summary>
    /// <param name="options">Options; null: the defaults.</param>
    /// <param name="loggerFactory">Where to log; null: nowhere.</param>
    /// <exception cref="ArgumentException">An option has a bad value; the message names it.</exception>
    public MetricsRuntime(MetricsRuntimeOptions? options = null, ILoggerFactory? loggerFactory = null)
    {
        _options = options?.Copy() ?? new MetricsRuntimeOptions();
        _options.Validate();
        Namespace = _options.Namespace.Trim();
        _logger = SafeLogger.Create(loggerFactory, "MvxMetrics.Disruptor.Runtime");
        _loop = new MetricsEventLoop(_options.EventLoop, OverflowPolicy.DropNewest, loggerFactory, hasOwnThread: true);
        _thread = new RuntimeThread(_options, _loop);
    }

    /// <summary>First part of the thread's name.</summary>
    public string Namespace { get; }

    /// <summary>Where the runtime stands in its life.</summary>
    public RuntimeStatus Status => (RuntimeStatus)Volatile.Read(ref _status);

    /// <summary>What faulted the runtime or left its shutdown unclean, or null.</summary>
    public Exception? LastError => Volatile.Read(ref _lastError);

    /// <summary>What became of all events, and how the loop works. In every status; 0 bytes.</summary>
    public RuntimeStatistics Statistics => _loop.Statistics;

    /// <summary>Bytes of the ring buffer; fixed at construction.</summary>
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
        lock (_startLock)
        {
            lock (_statusLock)
            {
                if (Status == RuntimeStatus.Running) return;
                if (Status != RuntimeStatus.Created) throw Refused(nameof(Start), "Created or Running");
                Volatile.Write(ref _status, (int)RuntimeStatus.Starting);
            }

            try
            {
                _thread.Start();
            }
            catch (RuntimeStartException failed)
            {
                Fault(failed);
                throw;
            }

            lock (_statusLock) Volatile.Write(ref _status, (int)RuntimeStatus.Running);
            _thread.Ended.ContinueWith(OnThreadEnded, TaskScheduler.Default);
            RuntimeLog.Started(_logger, Namespace);
        }
    }

    /// <summary>
    /// Waits until everything published before this call is applied, events kept for starting recorders included.
    /// </summary>
    /// <param name="timeout">How long to wait; not negative, or infinite.</param>
    /// <returns>True: applied. False: the time was over first, or the runtime closed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or too long timeout.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    /// <exception cref="LoopReentrancyException">Called from inside the loop.</exception>
    public bool Flush(TimeSpan timeout)
    {
        RequireTimeout(timeout);
        RefuseInsideLoop(nameof(Flush));
        FlushCommand flush = BeginFlush(nameof(Flush));
        try
        {
            return flush.Done.Wait(timeout) && flush.Done.Result;
        }
        finally
        {
            _waits.TryRemove(flush, out _);
        }
    }

    /// <summary>
    /// Ends when everything published before this call is applied. In a recorder's starting hook it would wait for what
    /// that recorder keeps, and so for the hook itself: pass a token there, or better do not.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RuntimeStateException">The runtime is not Running, or closed before.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        FlushCommand flush = BeginFlush(nameof(FlushAsync));
        try
        {
            if (!await flush.Done.WaitAsync(cancellationToken).ConfigureAwait(false)) throw Refused(nameof(FlushAsync), "Running");
        }
        finally
        {
            _waits.TryRemove(flush, out _);
        }
    }

    /// <summary>
    /// The metrics of all recorders at one instant of the loop: a coherent picture across recorders. The loop copies the
    /// states between two events and goes on; snapshots are made of them on the calling thread. Inside a handler or change
    /// hook it shows that recorder in the middle of an event.
    /// </summary>
    /// <exception cref="MetricsException">A handler has not returned for 10 seconds.</exception>
    /// <exception cref="RuntimeStateException">The runtime is not Running, or closed meanwhile.</exception>
    public RuntimeSnapshot Capture()
    {
        RequireRunning(nameof(Capture));
        IReadOnlyList<KeyValuePair<string, MetricsRecorder>> recorders = _recorders.All;
        RuntimeCapture capture = new(_loop, recorders);
        IRecorderHost host = _loop;
        _waits[capture] = true;
        try
        {
            if (host.IsInsideLoop) capture.Execute();
            else if (Status != RuntimeStatus.Running || !host.Post(capture)) capture.Cancel();
            capture.Done.WaitAsync(StateReader.Patience).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw Refused(nameof(Capture), "Running");
        }
        catch (TimeoutException)
        {
            throw StateReader.Impatient();
        }
        finally
        {
            _waits.TryRemove(capture, out _);
        }

        RuntimeLog.Captured(_logger, Namespace, recorders.Count);
        return capture.ToSnapshot();
    }

    private FlushCommand BeginFlush(string asked)
    {
        RequireRunning(asked);
        FlushCommand flush = new();
        _waits[flush] = true;

        // A shutdown that gave up before this line has not seen the command; one after it will.
        if (Status != RuntimeStatus.Running || !_loop.PostFlush(flush)) flush.Cancel();
        return flush;
    }

    // The thread ended although nobody asked it to: the loop failed, and has told every recorder.
    private void OnThreadEnded(Task<Exception?> ended)
    {
        if (ended.Result is { } error) Fault(new MetricsException($"The loop of runtime '{Namespace}' failed; see the inner exception.", error));
    }

    // During a shutdown the shutdown reports it, and a closed runtime stays closed.
    private void Fault(Exception error)
    {
        lock (_statusLock)
        {
            if (Status is not (RuntimeStatus.Starting or RuntimeStatus.Running)) return;
            Volatile.Write(ref _lastError, error);
            Volatile.Write(ref _status, (int)RuntimeStatus.Faulted);
        }

        RuntimeLog.Faulted(_logger, Namespace, error);
    }

    private RuntimeStateException Refused(string asked, string allowed) =>
        new(asked, Namespace, Status, allowed, Status == RuntimeStatus.Faulted ? LastError : null);

    private void RequireRunning(string asked)
    {
        if (Status != RuntimeStatus.Running) throw Refused(asked, "Running");
    }

    private void RefuseInsideLoop(string asked)
    {
        if (((IRecorderHost)_loop).IsInsideLoop) throw new LoopReentrancyException(asked);
    }

    private static void RequireTimeout(TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan || (timeout >= TimeSpan.Zero && timeout.TotalMilliseconds <= int.MaxValue)) return;
        throw new ArgumentOutOfRangeException(
            nameof(timeout), timeout, "The timeout must lie between zero and 24 days, or be Timeout.InfiniteTimeSpan.");
    }
}
