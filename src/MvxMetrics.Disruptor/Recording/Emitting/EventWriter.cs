using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The fastest way to record one type of event: bound to its recorder, with a lane of its own, so that nothing has to
/// be looked up. One thread at a time. Dispose it to give the lane back.
/// </summary>
/// <typeparam name="TEvent">The type of event.</typeparam>
public sealed unsafe class EventWriter<TEvent> : IDisposable
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>Holds the lease instead of the writer itself, which the lane would otherwise keep from being finalized.</summary>
    private readonly object _lease = new();

    private WriterBinding _binding;

    /// <summary>Whether there is nothing to be written any more. The writing thread, and the finalizer's.</summary>
    private bool _isDisposed;

    internal EventWriter(MetricsRecorder recorder, RingBuffer ring)
    {
        _binding.Recorder = recorder;
        if (ring.Mode == ProducerMode.Single) return; // whose one lane other events go through as well

        Lane? lane = ring.TryLease(_lease, recorder.Tag | RecordedEvent<TEvent>.Header);
        _binding.Lane = lane;
        _binding.Fallback = lane is null ? ring.Shared : lane;
        if (lane is null) return;

        _binding.Token = ring.Token;
        _binding.Cursors = lane.Cursors;
    }

    /// <summary>Returns the lane of a writer that was forgotten.</summary>
    ~EventWriter() => EndLease();

    /// <summary>
    /// Whether the writer has a lane to itself. False when all lanes were taken or not drained yet, or in
    /// <see cref="ProducerMode.Ordered"/>: it then uses the shared lane, correct but slower. False too in
    /// <see cref="ProducerMode.Single"/>, where it records as <c>RegisterEvent</c> does.
    /// </summary>
    public bool HasOwnLane => _binding.Token != 0;

    /// <summary>
    /// Hands an event to the metrics; never throws and never waits, whatever the recorder's status. One thread at a
    /// time; the least a metric event can cost; 0 bytes, no locked instruction.
    /// </summary>
    /// <param name="metricEvent">The event; copied.</param>
    /// <returns>True: accepted. False: dropped or refused (also by a disposed writer), and counted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryWrite(in TEvent metricEvent)
    {
        if (_binding.Recorder.OpenToken == _binding.Token && Lane.TryPublishBareWithinLimit(_binding.Cursors, in metricEvent))
        {
            // Until the last store: lane and recorder, whose finalizers give their places away, and through the recorder the
            // pinned block.
            GC.KeepAlive(this);
            return true;
        }

        return TryWriteSlow(metricEvent);
    }

    /// <summary>Gives the lane back. Events already written are applied; later ones are refused and counted. The writing thread.</summary>
    public void Dispose()
    {
        EndLease();
        GC.SuppressFinalize(this);
    }

    // Kept out of callers: a full lane, a closed recorder, a writer without a lane. By value: see RegisterEventSlow.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryWriteSlow(TEvent metricEvent)
    {
        bool written = false;
        if (_binding.Fallback is { } via) written = _binding.Recorder.TryRegisterEventSlow(metricEvent, via);
        else if (!_isDisposed) written = _binding.Recorder.TryRegisterEvent(in metricEvent);
        else _binding.Recorder.CountRefused(1);

        GC.KeepAlive(this);
        return written;
    }

    private void EndLease()
    {
        _isDisposed = true;
        _binding.Token = 0;
        _binding.Fallback = null;
        _binding.Lane?.EndLease(_lease);
    }
}
