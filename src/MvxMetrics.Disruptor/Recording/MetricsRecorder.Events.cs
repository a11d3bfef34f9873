using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <content>
/// The hot path of an event into a lane: compare, write a record, store the tail. Every less common case is in a call to
/// <see cref="RecorderAdmission"/>.
/// </content>
public unsafe partial class MetricsRecorder
{
    private EmitGate _gate;
    private RecorderKey? _key;

    /// <summary>
    /// Whether the gate's tag is set. Written under the lock of the lifecycle, before the first event. Read with acquire.
    /// </summary>
    private volatile bool _isKeyed;

    /// <summary>
    /// Records an event. Any thread may call it. It takes a few nanoseconds, allocates nothing, and uses no locked instruction. In
    /// <see cref="ProducerMode.Single"/>, one thread at a time may call it.
    /// </summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <param name="metricEvent">The event. It is copied.</param>
    /// <returns>True: the event was accepted. False: there was no room; the event was dropped and counted.</returns>
    /// <exception cref="RecorderOverflowException">There is no room, and the policy is <see cref="OverflowPolicy.Throw"/>.</exception>
    /// <exception cref="RecorderStateException">The recorder is Stopping, Stopped or Faulted. The event is counted as refused.</exception>
    /// <exception cref="EventTooLargeException">The event type is larger than 1,016 bytes.</exception>
    /// <exception cref="MetricsException">The recorder was Created. It could not start because its loop has closed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool RegisterEvent<TEvent>(in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent =>
        TryPublishFast(in metricEvent) || RegisterEventSlow(metricEvent);

    /// <summary>
    /// Records an event. It never throws and never waits, in every status of the recorder. Any thread may call it. It takes a few
    /// nanoseconds, allocates nothing, and uses no locked instruction. In <see cref="ProducerMode.Single"/>, one thread at a time may call
    /// it.
    /// </summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <param name="metricEvent">The event. It is copied.</param>
    /// <returns>True: the event was accepted. False: the event was dropped or refused, and counted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRegisterEvent<TEvent>(in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent =>
        TryPublishFast(in metricEvent) || TryRegisterEventSlow(metricEvent, via: null);

    /// <summary>
    /// Records several events, in order. One call costs less than a call for each event. Any thread may call it. It allocates nothing.
    /// Under <see cref="OverflowPolicy.Wait"/> the time limit is for the whole call.
    /// </summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <param name="metricEvents">The events. They are copied.</param>
    /// <returns>
    /// The number of accepted events: always the first ones. The others were counted as dropped, or as refused if the recorder stopped
    /// during the call.
    /// </returns>
    /// <exception cref="RecorderOverflowException">
    /// There is no room, and the policy is <see cref="OverflowPolicy.Throw"/>. The exception says how many events were accepted.
    /// </exception>
    /// <exception cref="RecorderStateException">The recorder is Stopping, Stopped or Faulted, and no event was accepted.</exception>
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
            if (!_admission.Register(metricEvents[accepted], ref waitStarted, accepted, remaining, nameof(RegisterEvents))) break;
        }

        return accepted;
    }

    /// <summary>
    /// Creates a writer for this recorder, with a private lane. A writer is the fastest way to record, for one thread at a time. The events
    /// of one writer keep their order. There is no order between a writer and RegisterEvent. Dispose the writer to return its lane.
    /// </summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <exception cref="EventTooLargeException">The event type is larger than 1,016 bytes.</exception>
    public EventWriter<TEvent> CreateWriter<TEvent>()
        where TEvent : unmanaged, IMetricEvent
    {
        if (Unsafe.SizeOf<TEvent>() > RecordHeader.LargestPayload) throw RecorderAdmission.TooLarge<TEvent>();
        _lifecycle.EnsureKey(); // the writer's lane has the key for all events
        return new EventWriter<TEvent>(this, _host.Ring);
    }

    /// <summary>
    /// The ring buffer's token while events may take the hot path. Read with acquire, so the tag is read after it. Litmus: gate,
    /// BROKEN_RING_ACQUIRE.
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

    /// <summary>Publishes an event of a writer, or counts it. See <see cref="RecorderAdmission.TryRegister"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool TryRegisterEventSlow<TEvent>(TEvent metricEvent, RecordRing? via)
        where TEvent : unmanaged, IMetricEvent => _admission.TryRegister(metricEvent, via);

    /// <summary>Counts events that could not be tried at all, such as an event for a disposed writer.</summary>
    internal void CountRefused(int count) => _pipeline.Account.AddRefused(count);

    internal void ResetHoldingPermits() => _admission.ResetHoldingPermits();

    // Called under the lock of the lifecycle.
    internal void EnsureKey()
    {
        if (_key is not null) return;
        _key = new RecorderKey(_host, _host.ReservePlace());
        _pipeline.Place = _key.Place;
        _gate.Tag = _key.Tag;
        _isKeyed = true;
    }

    internal void CloseGate() => Volatile.Write(ref _gate.Token, RingBuffer.ClosedToken);

    // The gate of a recorder with a limit never opens: every event must take a permit. Litmus: gate, BROKEN_RING_RELEASE.
    internal void OpenGate()
    {
        if (_pipeline.Account.PermitLimit == 0) Volatile.Write(ref _gate.Token, _host.Ring.Token);
    }

    // A method of its own, so that callers stay small. The event comes by value: a reference would force the caller's event out of its
    // registers, on the hot path too. The copy into the record would then stall, because it reads what was stored in smaller pieces
    // (measured: 3 ns).
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RegisterEventSlow<TEvent>(TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent => _admission.Register(metricEvent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryPublishFast<TEvent>(in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        if (Unsafe.SizeOf<TEvent>() > RecordHeader.LargestPayload) return false; // a constant: the JIT removes it

        LaneCursors* cursors = _gate.BoundCursors;
        if (cursors == null)
        {
            // The thread's own numbers come first: the JIT makes a call for their address, and would have to save a token that it read
            // earlier.
            long own = ProducerThread.Token;
            cursors = (LaneCursors*)ProducerThread.Cursors;
            if (own != OpenToken) return false;
        }
        else if (OpenToken == RingBuffer.ClosedToken)
        {
            return false;
        }

        if (!Lane.TryPublishWithinLimit(cursors, _gate.Tag | RecordedEvent<TEvent>.Header, in metricEvent)) return false;

        // Up to the last store this keeps alive: the recorder's place in the loop's table and, through the recorder's host, the pinned
        // memory.
        GC.KeepAlive(this);
        return true;
    }

    private int PublishManyFast<TEvent>(ReadOnlySpan<TEvent> metricEvents)
        where TEvent : unmanaged, IMetricEvent
    {
        RingBuffer ring = _host.Ring;
        if (OpenToken != ring.Token || Unsafe.SizeOf<TEvent>() > RecordHeader.LargestPayload) return 0;

        Lane? lane = ring.SingleLane ?? ThreadLanes.LastLaneAt(ring);
        int published = lane is null ? 0 : lane.PublishMany(_gate.Tag | RecordedEvent<TEvent>.Header, metricEvents);
        GC.KeepAlive(ring);
        GC.KeepAlive(this);
        return published;
    }
}
