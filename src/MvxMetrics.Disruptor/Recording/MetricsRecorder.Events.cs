using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <content>
/// The way of an event into a lane: compare, write a record, store a tail. Everything that is not the common case is behind
/// a call, in <see cref="RecorderAdmission"/>.
/// </content>
public unsafe partial class MetricsRecorder
{
    private EmitGate _gate;
    private RecorderKey? _key;

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
    /// <returns>
    /// How many were accepted: always the first ones. The others were counted as dropped, or as refused if the recorder stopped in between.
    /// </returns>
    /// <exception cref="RecorderOverflowException">
    /// No room, and the policy is <see cref="OverflowPolicy.Throw"/>. It says how many were accepted.
    /// </exception>
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
            if (!_admission.Register(metricEvents[accepted], ref waitStarted, accepted, remaining, nameof(RegisterEvents))) break;
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
        if (Unsafe.SizeOf<TEvent>() > RecordHeader.LargestPayload) throw RecorderAdmission.TooLarge<TEvent>();
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

    /// <summary>Publishes an event of a writer, or counts it; see <see cref="RecorderAdmission.TryRegister"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool TryRegisterEventSlow<TEvent>(TEvent metricEvent, RecordRing? via)
        where TEvent : unmanaged, IMetricEvent => _admission.TryRegister(metricEvent, via);

    /// <summary>Counts an event that could not even be tried, such as one for a disposed writer.</summary>
    internal void CountRefused(int count) => _pipeline.Account.AddRefused(count);

    internal void ResetHoldingPermits() => _admission.ResetHoldingPermits();

    // Under the lifecycle's lock.
    internal void EnsureKey()
    {
        if (_key is not null) return;
        _key = new RecorderKey(_host, _host.ReservePlace());
        _pipeline.Place = _key.Place;
        _gate.Tag = _key.Tag;
        _isKeyed = true;
    }

    internal void CloseGate() => Volatile.Write(ref _gate.Token, RingBuffer.ClosedToken);

    // A recorder with a limit never opens: every event has to take a permit. Litmus: gate, BROKEN_RING_RELEASE.
    internal void OpenGate()
    {
        if (_pipeline.Account.PermitLimit == 0) Volatile.Write(ref _gate.Token, _host.Ring.Token);
    }

    // Kept out of callers. By value: a reference would force the caller's event out of its registers on the fast path too, and
    // the copy into the record would then stall on reading what was stored in smaller pieces (measured: 3 ns).
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

        Lane? lane = ring.SingleLane ?? ThreadLanes.LastLaneAt(ring);
        int published = lane is null ? 0 : lane.PublishMany(_gate.Tag | RecordedEvent<TEvent>.Header, metricEvents);
        GC.KeepAlive(ring);
        GC.KeepAlive(this);
        return published;
    }
}
