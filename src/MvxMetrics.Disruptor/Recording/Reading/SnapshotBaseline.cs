using System.Runtime.CompilerServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// What one reader has seen of a recorder. A read with a baseline shows what came since the last read with it. Each increment is shown
/// once, however many other readers there are: each has a baseline of its own. A new baseline has seen nothing: its first read shows
/// everything since the beginning. Extremes are those of what came since, as far as they are known: see each metric. If a metric is
/// replaced, what was not read of it is lost. One read at a time. The baseline grows to the size of the recorder's state, then it allocates
/// nothing.
/// </summary>
public sealed class SnapshotBaseline
{
    /// <summary>What was seen of metrics that another metric replaced. They may be registered again, and they may be collected.</summary>
    private readonly ConditionalWeakTable<Metric, byte[]> _gone = [];
    private object? _recorder;
    private Metric[] _seenMetrics = [];
    private byte[] _seen = [];
    private Metric[] _nextMetrics = [];
    private byte[] _next = [];
    private int _isReading;

    /// <summary>Begins a read. <see cref="End"/> must follow.</summary>
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

    /// <summary>The read has ended, committed or not.</summary>
    internal void End() => Volatile.Write(ref _isReading, 0);

    /// <summary>Turns copied states into what came since the last commit, and keeps the copies for the next commit.</summary>
    internal void Subtract(Metric[] metrics, Span<byte> states)
    {
        if (_next.Length < states.Length) _next = new byte[states.Length];
        states.CopyTo(_next);
        _nextMetrics = metrics;

        int offset = 0;
        for (int i = 0; i < metrics.Length; i++)
        {
            // While the metrics are the same as last time, what was seen of a metric lies at the same place as its state.
            Metric metric = metrics[i];
            int bytes = metric.StateBytes;
            bool isInPlace = offset >= 0 && i < _seenMetrics.Length && ReferenceEquals(_seenMetrics[i], metric);
            metric.SubtractState(states[..bytes], isInPlace ? _seen.AsSpan(offset, bytes) : FindSeen(metric));
            states = states[bytes..];
            offset = isInPlace ? offset + bytes : -1;
        }
    }

    /// <summary>The reader has received everything.</summary>
    internal void Commit(object recorder)
    {
        if (!ReferenceEquals(_seenMetrics, _nextMetrics)) KeepGone();
        _recorder = recorder;
        _seenMetrics = _nextMetrics;
        (_seen, _next) = (_next, _seen);
    }

    // Nothing was seen of it. Every state begins with zeros, so a first read is a difference like any other. A metric that replaced another
    // one of its name is new.
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
