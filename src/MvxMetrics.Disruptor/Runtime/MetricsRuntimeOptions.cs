namespace MvxMetrics.Disruptor;

/// <summary>The options of a runtime. The constructor of the runtime reads and validates them; later changes have no effect.</summary>
public sealed class MetricsRuntimeOptions
{
    /// <summary>
    /// The first part of the thread's name, <c>&lt;namespace&gt;.metrics_runtime</c>. Trimmed; not blank. Default: <c>mvx</c>.
    /// </summary>
    public string Namespace { get; set; } = "mvx";

    /// <summary>The options of the loop: the ring buffer, the wait strategy and more.</summary>
    public MetricsEventLoopOptions EventLoop { get; set; } = new();

    /// <summary>The priority of the runtime's thread. Default: <see cref="ThreadPriority.Normal"/>.</summary>
    public ThreadPriority ThreadPriority { get; set; } = ThreadPriority.Normal;

    /// <summary>
    /// Whether the process may end without a shutdown of this runtime. Default: true. If false, a forgotten shutdown keeps the process
    /// alive.
    /// </summary>
    public bool IsBackground { get; set; } = true;

    /// <summary>
    /// The index of the processor to which the runtime's thread is bound, on Linux and Windows. Null (default): any processor.
    /// </summary>
    public int? Processor { get; set; }

    /// <summary>The time limit of Start; positive. Default: 10 seconds.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time limit of Shutdown() and Dispose; positive. Default: 30 seconds.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Runs on the runtime's thread before anything else. It is for tests of a start that takes too long.</summary>
    internal Action? ThreadStarting { get; set; }

    /// <summary>A copy that the application cannot change. The loop copies its own options.</summary>
    internal MetricsRuntimeOptions Copy() => (MetricsRuntimeOptions)MemberwiseClone();

    /// <summary>Checks every value, also those of the event loop, as the runtime's constructor does. It allocates no ring buffer.</summary>
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
