using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <content>
/// The way of an event into a lane: compare, write a record, store a tail. Everything that is not the common case is behind
/// a call, in MetricsRecorder.Admission.cs.
/// </content>
public unsafe partial class MetricsRecorder
{
    private EmitGate _gate;

    /// <summary>Whether the gate's tag is set. Written under the lifecycle's lock before the first event, read with acquire.</summary>
    private volatile bool _isKeyed;

    /// <summary>
    /// Hands an event to the metrics. Any thread; a few nanoseconds, 0 bytes, no locked instruction. In
    /// <see cref="ProducerMode.Single"/>: one thread at a time.
    /// </summary>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <param name="metricEvent">The event; copied.</param>
    /// <returns>True: accepted. False: dropped for want of room, and counted.</returns>
    /// <exception cref="RecorderOverflowException">No room, and the policy is <see cref="OverflowPolicy.Throw"/>.</exception>
    /// <exception cref="RecorderStateException">The recorder is Stopping, Stopped or Faulted. The event is counted as refused.</exception>
    /// <exception cref="EventTooLargeException">The event type is larger than 1,016 bytes.</exception>
    /// <exception cref="MetricsException">The recorder was Created and could not be started, since its loop has closed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool RegisterEvent<TEvent>(in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent =>
        TryPublishFast(in metricEvent) || RegisterEventSlow(metricEvent);

    /// <summary>
    /// Hands an event to the metrics; never throws and never waits, whatever the recorder's status. Any thread; a few
    /// nanoseconds, 0 bytes, no locked instruction. In <see cref="ProducerMode.Single"/>: one thread at a time.
    /// </summary>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <param name="metricEvent">The event; copied.</param>
    /// <returns>True: accepted. False: dropped or refused, and counted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRegisterEvent<TEvent>(in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent =>
        TryPublishFast(in metricEvent) || TryRegisterEventSlow(metricEvent, via: null);

    /// <summary>
    /// Hands several events to the metrics, in order, for less than the sum of single calls. Any thread; 0 bytes. Under
    /// <see cref="OverflowPolicy.Wait"/> the time limit holds for the whole call.
    /// </summary>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <param name="metricEvents">The events; copied.</param>
    /// <returns>How many were accepted: always the first ones. The others were counted as dropped, or as refused if the recorder stopped in between.</returns>
    /// <exception cref="RecorderOverflowException">No room, and the policy is <see cref="OverflowPolicy.Throw"/>. It says how many were accepted.</exception>
    /// <exception cref="RecorderStateException">The recorder is Stopping, Stopped or Faulted, and none was accepted.</exception>
    /// <exception cref="EventTooLargeException">The event type is larger than 1,016 bytes.</exception>
    public int RegisterEvents<TEvent>(ReadOnlySpan<TEvent> metricEvents)
        where TEvent : unmanaged, IMetricEvent
    {
        int accepted = PublishManyFast(metricEvents);
        long waitStarted = 0;
        for (; accepted < metricEvents.Length; accepted++)
        {
            if (TryPublishFast(in metricEvents[accepted])) continue;
            int remaining = metricEvents.Length - accepted;
            if (!RegisterEventSlow(metricEvents[accepted], ref waitStarted, accepted, remaining, nameof(RegisterEvents))) break;
        }

        return accepted;
    }

    /// <summary>
    /// A writer bound to this recorder with a lane of its own: the fastest way, for one thread at a time. Order is kept
    /// among the events of a writer, not between a writer and RegisterEvent. Dispose it to give the lane back.
    /// </summary>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <exception cref="EventTooLargeException">The event type is larger than 1,016 bytes.</exception>
    public EventWriter<TEvent> CreateWriter<TEvent>()
        where TEvent : unmanaged, IMetricEvent
    {
        if (Unsafe.SizeOf<TEvent>() > RecordHeader.LargestPayload) throw TooLarge<TEvent>();
        _lifecycle.EnsureKey(); // the writer's lane carries it for all events
        return new EventWriter<TEvent>(this, _host.Ring);
    }

    /// <summary>
    /// The ring's token while events may take the fast path. Acquire: orders the tag behind it. Litmus: gate, BROKEN_RING_ACQUIRE.
    /// </summary>
    internal long OpenToken
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _gate.Token);
    }

    /// <summary>The recorder's part of a record's tag.</summary>
    internal ulong Tag
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _gate.Tag;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryPublishFast<TEvent>(in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        if (Unsafe.SizeOf<TEvent>() > RecordHeader.LargestPayload) return false; // a constant: the JIT removes it

        LaneCursors* cursors = _gate.BoundCursors;
        if (cursors == null)
        {
            // The thread's own numbers first: the JIT calls for their address, and would have to save a token read before.
            long own = ProducerThread.Token;
            cursors = (LaneCursors*)ProducerThread.Cursors;
            if (own != OpenToken) return false;
        }
        else if (OpenToken == RingBuffer.ClosedToken)
        {
            return false;
        }

        if (!Lane.TryPublishWithinLimit(cursors, _gate.Tag | RecordedEvent<TEvent>.Header, in metricEvent)) return false;

        // Until the last store: the recorder's place in the loop's table, and through the recorder's host the pinned block.
        GC.KeepAlive(this);
        return true;
    }

    private int PublishManyFast<TEvent>(ReadOnlySpan<TEvent> metricEvents)
        where TEvent : unmanaged, IMetricEvent
    {
        RingBuffer ring = _host.Ring;
        if (OpenToken != ring.Token || Unsafe.SizeOf<TEvent>() > RecordHeader.LargestPayload) return 0;

        Lane? lane = ring.SingleLane ?? ProducerSeats.LastLaneAt(ring);
        int published = lane is null ? 0 : lane.PublishMany(_gate.Tag | RecordedEvent<TEvent>.Header, metricEvents);
        GC.KeepAlive(ring);
        GC.KeepAlive(this);
        return published;
    }
}
