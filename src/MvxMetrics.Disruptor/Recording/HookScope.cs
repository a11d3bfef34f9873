namespace MvxMetrics.Disruptor;

/// <summary>Marks the flow of a recorder's own lifecycle hook, so that it is not let wait for the operation it is part of.</summary>
internal readonly struct HookScope : IDisposable
{
    private static readonly AsyncLocal<MetricsRecorder?> s_current = new();

    public static HookScope Enter(MetricsRecorder recorder)
    {
        s_current.Value = recorder;
        return default;
    }

    /// <summary>Whether the calling code runs inside a lifecycle hook of this recorder.</summary>
    public static bool IsInside(MetricsRecorder recorder) => ReferenceEquals(s_current.Value, recorder);

    public void Dispose() => s_current.Value = null;
}
