namespace MvxMetrics.Disruptor;

/// <summary>
/// Marks the code of a recorder's own lifecycle hook while the hook runs, so that this code cannot wait for the operation to which the hook
/// belongs. Code that the hook started and left running is free again when the hook has ended.
/// </summary>
internal sealed class HookScope : IDisposable
{
    private static readonly AsyncLocal<HookScope?> s_current = new();

    private readonly MetricsRecorder _recorder;
    private volatile bool _hasEnded;

    private HookScope(MetricsRecorder recorder) => _recorder = recorder;

    public static HookScope Enter(MetricsRecorder recorder) => s_current.Value = new HookScope(recorder);

    /// <summary>Whether the calling code runs inside a lifecycle hook of this recorder.</summary>
    public static bool IsInside(MetricsRecorder recorder) =>
        s_current.Value is { _hasEnded: false } scope && ReferenceEquals(scope._recorder, recorder);

    public void Dispose() => _hasEnded = true;
}
