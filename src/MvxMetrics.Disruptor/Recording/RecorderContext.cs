namespace MvxMetrics.Disruptor;

/// <summary>What a custom recorder's constructor hands to <see cref="MetricsRecorder(RecorderContext)"/>.</summary>
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

    /// <summary>The recorder's options; a custom recorder may change them before it calls the base constructor.</summary>
    public RecorderOptions Options { get; }

    internal IRecorderHost Host { get; }
}
