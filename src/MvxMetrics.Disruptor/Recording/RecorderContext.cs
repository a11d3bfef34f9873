namespace MvxMetrics.Disruptor;

/// <summary>What the constructor of your own recorder class passes to <see cref="MetricsRecorder(RecorderContext)"/>.</summary>
public sealed class RecorderContext
{
    internal RecorderContext(IRecorderHost host, string id, RecorderOptions? options)
    {
        Host = host;
        Id = id;
        Options = options ?? new RecorderOptions();
    }

    /// <summary>The recorder's id in its runtime.</summary>
    public string Id { get; }

    /// <summary>The recorder's options. Your own recorder class may change them before it calls the base constructor.</summary>
    public RecorderOptions Options { get; }

    internal IRecorderHost Host { get; }
}
