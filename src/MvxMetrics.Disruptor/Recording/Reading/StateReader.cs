using System.Diagnostics;
using System.Runtime.InteropServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Copies the states of one recorder's metrics on any thread, all at the same moment between two events. First it reads optimistically. If
/// it meets write sections too often, the loop makes a serviced copy between two events. The loop never waits for a reader.
/// </summary>
internal sealed class StateReader : IMetricOwner
{
    /// <summary>The optimistic reads before the loop is asked. A run takes about a microsecond.</summary>
    private const int OptimisticAttempts = 16;

    /// <summary>The optimistic reads of a large state: copying it takes longer than a busy loop leaves time for.</summary>
    private const int AttemptsAtLargeState = 2;

    private const int LargeState = 8192;

    private readonly SeqLock _stateLock;
    private readonly IRecorderHost _host;
    private readonly ReadCounters _counters;

    public StateReader(SeqLock stateLock, IRecorderHost host)
    {
        _stateLock = stateLock;
        _host = host;
        _counters = new ReadCounters(host.Reads);
    }

    /// <summary>How long a reader waits for a handler that does not return. Then it gives up with an error.</summary>
    public static TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Optimistic reads that met a write section. Any thread.</summary>
    public long Retries => _counters.Retries;

    /// <summary>Serviced copies: those that the loop made. Any thread.</summary>
    public long ServicedCopies => _counters.ServicedCopies;

    /// <summary>The bytes of all these states.</summary>
    public static int BytesOf(ReadOnlySpan<Metric> metrics)
    {
        long bytes = 0;
        foreach (Metric metric in metrics) bytes += metric.StateBytes;
        return bytes <= Array.MaxLength ? (int)bytes : throw new MetricsException(
            $"A snapshot was asked for, and the states of {metrics.Length} metrics take {bytes} bytes, more than fit one copy. "
            + "Spread the metrics over several recorders.");
    }

    /// <summary>Copies states one behind the other. The copy is coherent only if no write section is open.</summary>
    public static void CopyAll(ReadOnlySpan<Metric> metrics, Span<byte> destination, CopyExtent extent)
    {
        foreach (Metric metric in metrics)
        {
            metric.CopyStateTo(destination, extent);
            destination = destination[metric.StateBytes..];
        }
    }

    /// <inheritdoc/>
    public void CopyState(Metric metric, Span<byte> destination, CopyExtent extent) =>
        Copy(MemoryMarshal.CreateReadOnlySpan(ref metric, 1), destination, extent);

    /// <summary>Copies the states of some metrics of this recorder, one behind the other, as of one event.</summary>
    public void Copy(ReadOnlySpan<Metric> metrics, Span<byte> destination, CopyExtent extent)
    {
        if (_host.IsInsideLoop)
        {
            CopyAll(metrics, destination, extent); // the loop itself, which writes the states
            return;
        }

        int attempts = destination.Length > LargeState ? AttemptsAtLargeState : OptimisticAttempts;
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            if (TryCopy(metrics, destination, extent)) return;
            Thread.SpinWait(8 << Math.Min(attempt, 6));
        }

        CopyThroughLoop(metrics, destination, extent);
    }

    private bool TryCopy(ReadOnlySpan<Metric> metrics, Span<byte> destination, CopyExtent extent)
    {
        if (_stateLock.TryBeginRead(out long version))
        {
            CopyAll(metrics, destination, extent);
            if (_stateLock.TryEndRead(version)) return true;
        }

        _counters.CountRetry();
        return false;
    }

    private void CopyThroughLoop(ReadOnlySpan<Metric> metrics, Span<byte> destination, CopyExtent extent)
    {
        ReaderPool<CopyRequest>.Lease lease = CopyRequest.Pool.Rent();
        CopyRequest request = lease.Value;
        request.Prepare(metrics, BytesOf(metrics), extent);
        if (!_host.Post(request)) request.Cancel();

        long started = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        while (!request.IsCompleted)
        {
            _host.TryRunCommands();
            if (request.IsCompleted) break;
            if (Stopwatch.GetElapsedTime(started) > TimeLimit) throw TimedOut();
            spin.SpinOnce();
        }

        bool copied = !request.IsCancelled;
        if (copied)
        {
            request.State.CopyTo(destination);
            _counters.CountServicedCopy();
        }

        request.Clear();
        lease.Dispose(); // only here: the loop may still write to a request that was not completed

        // The loop has closed. Its last write section ends when its current handler returns, or earlier.
        while (!copied)
        {
            if (Stopwatch.GetElapsedTime(started) > TimeLimit) throw TimedOut();
            spin.SpinOnce();
            copied = TryCopy(metrics, destination, extent);
        }
    }

    /// <summary>The error for a wait that was too long.</summary>
    public static MetricsException TimedOut() => new(
        $"A snapshot was asked for, and a handler has not returned for {TimeLimit.TotalSeconds:0.#} s: the state is in the middle "
        + "of a change. Find the metric or OnMetricChanged hook that blocks.");
}
