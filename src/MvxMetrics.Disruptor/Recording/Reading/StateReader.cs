using System.Diagnostics;
using System.Runtime.InteropServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Copies the states of one recorder's metrics, all as of the same event, on any thread: optimistically at first; when
/// the writer leaves no gap, the loop makes the copy between two events. The writer never waits for a reader.
/// </summary>
internal sealed class StateReader : IMetricOwner
{
    /// <summary>Optimistic attempts before the loop is asked. A dispatch run takes about a microsecond.</summary>
    private const int OptimisticAttempts = 16;

    /// <summary>Attempts at a state that takes longer to copy than a busy writer leaves time for.</summary>
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

    /// <summary>How long a reader waits for a handler that does not return, before it gives up with an error.</summary>
    public static TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Optimistic attempts that met the writer. Any thread.</summary>
    public long Retries => _counters.Retries;

    /// <summary>Copies that the loop made. Any thread.</summary>
    public long ServicedCopies => _counters.ServicedCopies;

    /// <summary>Bytes of all these states.</summary>
    public static int BytesOf(ReadOnlySpan<Metric> metrics)
    {
        long bytes = 0;
        foreach (Metric metric in metrics) bytes += metric.StateBytes;
        return bytes <= Array.MaxLength ? (int)bytes : throw new MetricsException(
            $"A snapshot was asked for, and the states of {metrics.Length} metrics take {bytes} bytes, more than fit one copy. "
            + "Spread the metrics over several recorders.");
    }

    /// <summary>Copies states one behind the other; coherent only where no write section is open.</summary>
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
            CopyAll(metrics, destination, extent); // the writer itself
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
        lease.Dispose(); // only here: one that was not completed is still the loop's to write to

        // The loop has closed; its last write section ends at the latest with the handler it is in.
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
