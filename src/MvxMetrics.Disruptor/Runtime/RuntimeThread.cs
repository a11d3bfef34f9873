namespace MvxMetrics.Disruptor;

/// <summary>The one thread of a runtime. It is started within a time limit, and it reports how it ended.</summary>
internal sealed class RuntimeThread
{
    private readonly MetricsRuntimeOptions _options;
    private readonly MetricsEventLoop _loop;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;

    public RuntimeThread(MetricsRuntimeOptions options, MetricsEventLoop loop)
    {
        _options = options;
        _loop = loop;
        _thread = new Thread(Main)
        {
            Name = $"{options.Namespace.Trim()}.metrics_runtime",
            Priority = options.ThreadPriority,
            IsBackground = options.IsBackground,
        };
    }

    /// <summary>Ends with the thread: null if the thread ended in order, otherwise the error that ended it.</summary>
    public Task<Exception?> Ended => _ended.Task;

    /// <summary>Starts the thread and waits until it is about to drive the loop.</summary>
    /// <exception cref="RuntimeStartException">It could not, or not in time.</exception>
    public void Start()
    {
        try
        {
            _thread.Start();
            if (_started.Task.Wait(_options.StartTimeout)) return;
        }
        catch (AggregateException failed)
        {
            throw NotStarted($"{failed.InnerException!.GetType().Name}, see the inner exception", failed.InnerException);
        }
        catch (Exception failed) when (failed is OutOfMemoryException or ThreadStateException)
        {
            throw NotStarted($"{failed.GetType().Name}, see the inner exception", failed);
        }

        LetGo();
        throw NotStarted(
            $"its thread was not up within {_options.StartTimeout.TotalMilliseconds} ms; allow more time or relieve the machine", null);
    }

    /// <summary>From now on the thread keeps no process alive, and it ends as soon as its current call returns.</summary>
    public void LetGo()
    {
        _loop.RequestStop();
        try
        {
            if (_thread.IsAlive) _thread.IsBackground = true;
        }
        catch (ThreadStateException)
        {
            // The thread has ended in the meantime.
        }
    }

    private RuntimeStartException NotStarted(string why, Exception? cause) =>
        new($"Start failed: runtime '{_options.Namespace}' did not come up: {why}.", cause);

    private void Main()
    {
        try
        {
            try
            {
                _options.ThreadStarting?.Invoke();
                if (_options.Processor is { } processor) ThreadAffinity.BindTo(processor);
            }
#pragma warning disable CA1031 // The caller of Start gets it.
            catch (Exception refused)
#pragma warning restore CA1031
            {
                _loop.Dispose();
                _started.SetException(refused);
                _ended.SetResult(refused);
                return;
            }

            _started.TrySetResult();
            _loop.Run();
            _ended.SetResult(null);
        }
#pragma warning disable CA1031 // Nothing may escape from a thread's main method; it becomes the runtime's fault.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            _ended.TrySetResult(failed);
        }
    }
}
