namespace MvxMetrics.Disruptor;

/// <summary>Options of a runtime. Read and validated when the runtime is constructed; changing them later has no effect.</summary>
public sealed class MetricsRuntimeOptions
{
    /// <summary>
    /// First part of the thread's name, <c>&lt;namespace&gt;.metrics_runtime</c>. Trimmed, not blank. Default: <c>mvx</c>.
    /// </summary>
    public string Namespace { get; set; } = "mvx";

    /// <summary>The ring buffer, the wait strategy and what else the loop is made of.</summary>
    public MetricsEventLoopOptions EventLoop { get; set; } = new();

    /// <summary>Priority of the runtime's thread. Default: <see cref="ThreadPriority.Normal"/>.</summary>
    public ThreadPriority ThreadPriority { get; set; } = ThreadPriority.Normal;

    /// <summary>
    /// Whether the process may end without a shutdown of this runtime. Default: true; with false, a forgotten shutdown
    /// keeps the process alive.
    /// </summary>
    public bool IsBackground { get; set; } = true;

    /// <summary>Index of the processor that the runtime's thread is bound to, on Linux and Windows. Null (default): any.</summary>
    public int? Processor { get; set; }

    /// <summary>Time limit of Start, positive. Default: 10 seconds.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time limit of Shutdown() and Dispose, positive. Default: 30 seconds.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Runs on the runtime's thread before anything else; for tests of a start that takes too long.</summary>
    internal Action? ThreadStarting { get; set; }

    /// <summary>A copy that the application cannot change; the loop copies its own part.</summary>
    internal MetricsRuntimeOptions Copy() => (MetricsRuntimeOptions)MemberwiseClone();

    /// <summary>Checks every value, the event loop's included, as the runtime's constructor does. Takes no memory.</summary>
    /// <exception cref="ArgumentException">An option has a bad value; <see cref="ArgumentException.ParamName"/> is its name.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Namespace, nameof(Namespace));
        ArgumentNullException.ThrowIfNull(EventLoop, nameof(EventLoop));
        if (!Enum.IsDefined(ThreadPriority))
            throw new ArgumentOutOfRangeException(nameof(ThreadPriority), ThreadPriority, "ThreadPriority must be a defined value.");
        if (Processor is { } processor && (processor < 0 || processor >= Environment.ProcessorCount))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Processor), processor, $"Processor must lie between 0 and {Environment.ProcessorCount - 1} on this machine.");
        }

        RequireTimeout(StartTimeout, nameof(StartTimeout));
        RequireTimeout(ShutdownTimeout, nameof(ShutdownTimeout));
        EventLoop.Validate();
    }

    private static void RequireTimeout(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero || value.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive and at most 24 days.");
    }
}
