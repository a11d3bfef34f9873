namespace MvxMetrics.Disruptor;

/// <summary>
/// The status of a runtime, its last error, and the errors for calls that the status does not allow. Any thread. The status lock is held
/// only to change the status, never across a wait, a hook or a log line.
/// <code>
///   Created ──► Starting ──► Running ──► Stopping ──► Closed      (and Created ──► Stopping)
///                   └───────────┴──► Faulted
/// </code>
/// </summary>
internal sealed class RuntimeState(string @namespace)
{
    private readonly Lock _statusLock = new();

    /// <summary>Written under the status lock, read anywhere with acquire.</summary>
    private int _status;

    /// <summary>Written under the status lock, before the status that goes with it.</summary>
    private Exception? _lastError;

    /// <summary>
    /// A start holds it until it has ended, and a shutdown while it begins. So a shutdown never meets a runtime that is starting. It is
    /// taken before the status lock.
    /// </summary>
    public Lock StartLock { get; } = new();

    /// <summary>The runtime's name in errors and log lines.</summary>
    public string Namespace => @namespace;

    public RuntimeStatus Status => (RuntimeStatus)Volatile.Read(ref _status);

    public Exception? LastError => Volatile.Read(ref _lastError);

    /// <summary>Begins a start. False: the runtime is Running, there is nothing to start. Under the start lock.</summary>
    /// <exception cref="RuntimeStateException">The runtime is neither Created nor Running.</exception>
    public bool TryBeginStart()
    {
        lock (_statusLock)
        {
            if (Status == RuntimeStatus.Running) return false;
            if (Status != RuntimeStatus.Created) throw Refused(nameof(MetricsRuntime.Start), "Created or Running");
            Volatile.Write(ref _status, (int)RuntimeStatus.Starting);
            return true;
        }
    }

    /// <summary>The start has succeeded. Under the start lock.</summary>
    public void CompleteStart()
    {
        lock (_statusLock) Volatile.Write(ref _status, (int)RuntimeStatus.Running);
    }

    /// <summary>
    /// The start or the loop has failed. False, without a change, unless the runtime is Starting or Running: during a shutdown the shutdown
    /// reports the error, and a Closed runtime stays Closed.
    /// </summary>
    public bool TryFault(Exception error)
    {
        lock (_statusLock)
        {
            if (Status is not (RuntimeStatus.Starting or RuntimeStatus.Running)) return false;
            Volatile.Write(ref _lastError, error);
            Volatile.Write(ref _status, (int)RuntimeStatus.Faulted);
            return true;
        }
    }

    /// <summary>Begins a shutdown, unless that has been done. Under the start lock.</summary>
    /// <returns>The status before. Stopping and Closed do not change.</returns>
    /// <exception cref="RuntimeStateException">The runtime is Faulted.</exception>
    public RuntimeStatus BeginShutdown()
    {
        lock (_statusLock)
        {
            RuntimeStatus before = Status;
            if (before == RuntimeStatus.Faulted)
                throw Refused(nameof(MetricsRuntime.Shutdown), "Created, Running, Stopping or Closed");
            if (before is not (RuntimeStatus.Stopping or RuntimeStatus.Closed)) Volatile.Write(ref _status, (int)RuntimeStatus.Stopping);
            return before;
        }
    }

    /// <summary>
    /// Ends the shutdown, with this error, or without one. False, without a change, if another call was first; <see cref="LastError"/> then
    /// says how the shutdown ended.
    /// </summary>
    public bool TryClose(RuntimeShutdownException? error)
    {
        lock (_statusLock)
        {
            if (Status == RuntimeStatus.Closed) return false;
            if (error is not null) Volatile.Write(ref _lastError, error);
            Volatile.Write(ref _status, (int)RuntimeStatus.Closed);
            return true;
        }
    }

    /// <summary>
    /// Runs an action under the status lock. So it runs before a shutdown begins, or it is refused because one has begun. The action must
    /// be short. It must not take a lock that another thread holds while it asks for the status lock.
    /// </summary>
    /// <exception cref="RuntimeStateException">The runtime is not Running; nothing was done.</exception>
    public void DoWhileRunning(string member, Action action)
    {
        lock (_statusLock)
        {
            RequireRunning(member);
            action();
        }
    }

    /// <summary>Refuses a call unless the runtime is Running.</summary>
    /// <exception cref="RuntimeStateException">The runtime is not Running.</exception>
    public void RequireRunning(string member)
    {
        if (Status != RuntimeStatus.Running) throw Refused(member, "Running");
    }

    /// <summary>The error for a call that the status does not allow.</summary>
    public RuntimeStateException Refused(string member, string allowed) =>
        new(member, Namespace, Status, allowed, Status == RuntimeStatus.Faulted ? LastError : null);
}
