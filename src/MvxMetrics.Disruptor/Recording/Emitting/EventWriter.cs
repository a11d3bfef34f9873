using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The fastest way to record one type of event. A writer is bound to one recorder and has a private lane, so it looks nothing up. One
/// thread at a time may use it. Dispose it to return the lane.
/// </summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public sealed unsafe class EventWriter<TEvent> : IDisposable
    where TEvent : unmanaged, IMetricEvent
{
    /// <summary>
    /// Holds the lease in place of the writer. If the writer held it, the lane would keep the writer alive and it could never be finalized.
    /// </summary>
    private readonly object _lease = new();

    private WriterBinding _binding;

    /// <summary>Whether the writer is disposed. Used by the writing thread and by the finalizer.</summary>
    private bool _isDisposed;

    internal EventWriter(MetricsRecorder recorder, RingBuffer ring)
    {
        _binding.Recorder = recorder;
        if (ring.Mode == ProducerMode.Single) return; // other events use its one lane too

        Lane? lane = ring.TryLease(_lease, recorder.Tag | RecordedEvent<TEvent>.Header);
        _binding.Lane = lane;
        _binding.Fallback = lane is null ? ring.Shared : lane;
        if (lane is null) return;

        _binding.Token = ring.Token;
        _binding.Cursors = lane.Cursors;
    }

    /// <summary>Returns the lane of a writer that nobody disposed.</summary>
    ~EventWriter() => EndLease();

    /// <summary>
    /// Whether the writer has a private lane. False if all lanes were taken or not drained yet, and in <see cref="ProducerMode.Ordered"/>:
    /// the writer then uses the shared lane, which is correct but slower. False also in <see cref="ProducerMode.Single"/>: there it records
    /// as <c>RegisterEvent</c> does.
    /// </summary>
    public bool HasOwnLane => _binding.Token != 0;

    /// <summary>
    /// Records an event. It never throws and never waits, in every status of the recorder. One thread at a time may call it. No other call
    /// records an event at less cost. It allocates nothing and uses no locked instruction.
    /// </summary>
    /// <param name="metricEvent">The event. It is copied.</param>
    /// <returns>
    /// True: the event was accepted. False: the event was dropped or refused (a disposed writer refuses it too), and counted.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryWrite(in TEvent metricEvent)
    {
        if (_binding.Recorder.OpenToken == _binding.Token && Lane.TryPublishBareWithinLimit(_binding.Cursors, in metricEvent))
        {
            // Up to the last store this keeps alive: the lane and the recorder, whose finalizers return their places, and, through the
            // recorder, the pinned memory.
            GC.KeepAlive(this);
            return true;
        }

        return TryWriteSlow(metricEvent);
    }

    /// <summary>
    /// Returns the lane. Events already written are applied. Later events are refused and counted. Call it on the writing thread.
    /// </summary>
    public void Dispose()
    {
        EndLease();
        GC.SuppressFinalize(this);
    }

    // A method of its own, so that callers stay small. It handles a full lane, a closed gate and a writer without a lane. The event comes
    // by value: see RegisterEventSlow.
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
