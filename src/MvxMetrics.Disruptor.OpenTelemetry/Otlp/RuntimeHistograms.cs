namespace MvxMetrics.Disruptor;

/// <summary>The histograms of a runtime that wait to be sent. One thread at a time.</summary>
internal sealed class RuntimeHistograms(MetricsRuntime runtime, bool isDelta, IReadOnlyList<long>? bounds)
{
    private readonly long[]? _bounds = bounds is null ? null : [.. bounds];
    private readonly List<RecorderHistograms> _recorders = [];

    public IReadOnlyList<RecorderHistograms> Recorders => _recorders;

    /// <summary>
    /// Reads all recorders. If a recorder cannot be read, it keeps what was waiting, and is read again next time, unless it was removed.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="failed">Called for each recorder that cannot be read.</param>
    public void Read(DateTimeOffset now, Action<string, Exception> failed)
    {
        Dictionary<MetricsRecorder, string> present = runtime.Recorders.ToDictionary(static r => r.Value, static r => r.Key);

        // Cumulative: a removed recorder has no more points. But a runtime that ends removes all, and their last values are needed.
        if (!isDelta && runtime.Status == RuntimeStatus.Running)
            _recorders.RemoveAll(known => known.Recorder is null || !present.ContainsKey(known.Recorder));
        foreach (RecorderHistograms known in _recorders)
        {
            if (known.Recorder is not { } recorder) continue;

            bool isPresent = present.Remove(recorder);
            if (isPresent)
            {
                TryRead(known, now, failed);
                continue;
            }

            // What came between the last read and the removal: read once more, and never again. Its successor begins where it ends.
            TryRead(known, SuccessorOf(known, present)?.CreatedAt ?? now, failed);
            known.LetGo();
        }

        foreach ((MetricsRecorder one, string id) in present)
        {
            RecorderHistograms added = new(id, one, isDelta, _bounds);
            _recorders.Add(added);
            TryRead(added, now, failed);
        }
    }

    /// <summary>The receiver has taken everything that was waiting.</summary>
    public void Delivered()
    {
        foreach (RecorderHistograms recorder in _recorders) recorder.Delivered();
        _recorders.RemoveAll(static r => r.IsGone);
    }

    private static MetricsRecorder? SuccessorOf(RecorderHistograms gone, Dictionary<MetricsRecorder, string> present) =>
        present.FirstOrDefault(r => r.Value == gone.Id).Key;

    private static void TryRead(RecorderHistograms recorder, DateTimeOffset now, Action<string, Exception> failed)
    {
        try
        {
            recorder.Read(now);
        }
#pragma warning disable CA1031 // a metric of the application may throw anything; the other recorders must not suffer
        catch (Exception error)
#pragma warning restore CA1031
        {
            failed(recorder.Id, error);
        }
    }
}
