namespace MvxMetrics.Disruptor;

/// <summary>
/// What one reader has seen of a recorder. Read with it, and get what came since the last time: every increment once,
/// however many other readers there are, each with a baseline of its own. New: nothing has been seen. One thread at a time;
/// grows to the recorder's state, then allocates nothing.
/// </summary>
public sealed class SnapshotBaseline
{
    private object? _recorder;
    private Metric[] _seenMetrics = [];
    private byte[] _seen = [];
    private Metric[] _nextMetrics = [];
    private byte[] _next = [];

    /// <summary>Turns copied states into what came since the last commit, and keeps them to be committed.</summary>
    internal void Subtract(object recorder, Metric[] metrics, Span<byte> states)
    {
        if (_recorder is not null && !ReferenceEquals(_recorder, recorder))
        {
            throw new ArgumentException(
                $"The baseline was refused: it belongs to recorder '{_recorder}', and was used for '{recorder}'. Use one baseline for each recorder and reader.");
        }

        _recorder = recorder;
        if (_next.Length < states.Length) _next = new byte[states.Length];
        states.CopyTo(_next);
        _nextMetrics = metrics;

        for (int i = 0; i < metrics.Length; i++)
        {
            Span<byte> state = states[..metrics[i].StateBytes];
            states = states[metrics[i].StateBytes..];
            if (TryFindSeen(metrics[i], out ReadOnlySpan<byte> earlier)) metrics[i].SubtractState(state, earlier);
        }
    }

    /// <summary>The reader has got it all.</summary>
    internal void Commit()
    {
        _seenMetrics = _nextMetrics;
        (_seen, _next) = (_next, _seen);
    }

    // A metric that took the place of another one of its name is new.
    private bool TryFindSeen(Metric metric, out ReadOnlySpan<byte> state)
    {
        int offset = 0;
        foreach (Metric seen in _seenMetrics)
        {
            state = _seen.AsSpan(offset, seen.StateBytes);
            if (ReferenceEquals(seen, metric)) return true;
            offset += seen.StateBytes;
        }

        state = default;
        return false;
    }
}
