using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// What one reader has seen of a recorder. Read with it, and get what came since the last time: every increment once,
/// however many other readers there are, each with a baseline of its own. New: nothing has been seen, and the first read shows
/// all that ever came. Extremes are those of what came since, as far as they are known: see each metric. A metric that is replaced takes
/// with
/// it what was not read of it. One read at a time; grows to the recorder's state, then allocates nothing.
/// </summary>
public sealed class SnapshotBaseline
{
    /// <summary>What was seen of metrics that another one replaced, for the case that they come back; they may be collected.</summary>
    private readonly ConditionalWeakTable<Metric, byte[]> _gone = [];
    private object? _recorder;
    private Metric[] _seenMetrics = [];
    private byte[] _seen = [];
    private Metric[] _nextMetrics = [];
    private byte[] _next = [];
    private int _isReading;

    /// <summary>Begins a read; <see cref="End"/> must follow.</summary>
    internal void Begin(object recorder, string argument)
    {
        if (Interlocked.Exchange(ref _isReading, 1) != 0)
        {
            throw new InvalidOperationException(
                "The baseline was refused: a read with it is under way. Use one baseline for each reader, and none inside its own reader.");
        }

        if (_recorder is null || ReferenceEquals(_recorder, recorder)) return;

        Volatile.Write(ref _isReading, 0);
        throw new ArgumentException(
            $"The baseline was refused: it belongs to recorder '{_recorder}', and was used for '{recorder}'. "
            + "Use one baseline for each recorder and reader.",
            argument);
    }

    /// <summary>The read is over, whether or not it was committed.</summary>
    internal void End() => Volatile.Write(ref _isReading, 0);

    /// <summary>Turns copied states into what came since the last commit, and keeps them to be committed.</summary>
    internal void Subtract(Metric[] metrics, Span<byte> states)
    {
        if (_next.Length < states.Length) _next = new byte[states.Length];
        states.CopyTo(_next);
        _nextMetrics = metrics;

        int offset = 0;
        for (int i = 0; i < metrics.Length; i++)
        {
            // As long as the metrics are those of the last time, what was seen of one lies where its state does now.
            Metric metric = metrics[i];
            int bytes = metric.StateBytes;
            bool isInPlace = offset >= 0 && i < _seenMetrics.Length && ReferenceEquals(_seenMetrics[i], metric);
            metric.SubtractState(states[..bytes], isInPlace ? _seen.AsSpan(offset, bytes) : FindSeen(metric));
            states = states[bytes..];
            offset = isInPlace ? offset + bytes : -1;
        }
    }

    /// <summary>The reader has got it all.</summary>
    internal void Commit(object recorder)
    {
        if (!ReferenceEquals(_seenMetrics, _nextMetrics)) KeepGone();
        _recorder = recorder;
        _seenMetrics = _nextMetrics;
        (_seen, _next) = (_next, _seen);
    }

    // Nothing was seen of it: then it was all zero, as every state begins, so that a first read is a difference as any other.
    // A metric that took the place of another one of its name is new.
    private ReadOnlySpan<byte> FindSeen(Metric metric)
    {
        int offset = 0;
        foreach (Metric seen in _seenMetrics)
        {
            if (ReferenceEquals(seen, metric)) return _seen.AsSpan(offset, seen.StateBytes);
            offset += seen.StateBytes;
        }

        return _gone.TryGetValue(metric, out byte[]? state) ? state : new byte[metric.StateBytes];
    }

    private void KeepGone()
    {
        int offset = 0;
        foreach (Metric seen in _seenMetrics)
        {
            if (Array.IndexOf(_nextMetrics, seen) < 0) _gone.AddOrUpdate(seen, _seen.AsSpan(offset, seen.StateBytes).ToArray());
            offset += seen.StateBytes;
        }
    }
}
