namespace MvxMetrics.Disruptor;

/// <summary>A runtime that is shown. Any thread.</summary>
/// <param name="runtime">The runtime.</param>
/// <param name="label">Its label, or null if it needs none.</param>
internal sealed class RuntimeSource(MetricsRuntime runtime, string? label)
{
    private long _readErrors;

    /// <summary>The runtime.</summary>
    public MetricsRuntime Runtime => runtime;

    /// <summary>Its label as text of the formats, or empty.</summary>
    public string Labels { get; } = label is null ? string.Empty : LabelText.Append(string.Empty, "runtime", label);

    /// <summary>The number of reads of a recorder that failed.</summary>
    public long ReadErrors => Interlocked.Read(ref _readErrors);

    /// <summary>Counts one failed read.</summary>
    public void CountReadError() => Interlocked.Increment(ref _readErrors);
}
