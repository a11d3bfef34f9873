using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <content>
/// The way of an event into a lane. The inlined part compares, writes a slot and stores a tail; everything that is not
/// the common case is behind a call.
/// </content>
public partial class MetricsRecorder
{
    /// <summary>Events up to this size fit the smallest slot, so their size needs no check: the JIT removes it.</summary>
    private const int AlwaysFits = SmallestSlotSize - SlotHeader.Size;

    internal const int SmallestSlotSize = 32;

    private EmitGate _gate;

    /// <summary>Whether the gate's tag is set. Written under the lifecycle's lock before the first event, read with acquire.</summary>
    private volatile bool _isKeyed;

    /// <summary>Events published while Starting since the start began. Interlocked; read and written by producers.</summary>
    private long _holdingPermits;

    /// <summary>
    /// Hands an event to the metrics. Any thread; a few nanoseconds, 0 bytes, no locked instruction. In
    /// <see cref="ProducerMode.Single"/>: one thread at a time.
    /// </summary>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <param name="metricEvent">The event; copied.</param>
    /// <returns>True: accepted. False: dropped for want of room, and counted.</returns>
    /// <exception cref="RecorderOverflowException">No room, and the policy is <see cref="OverflowPolicy.Throw"/>.</exception>
    /// <exception cref="RecorderStateException">The recorder is Stopping, Stopped or Faulted. The event is counted as refused.</exception>
    /// <exception cref="EventTooLargeException">The event type is larger than a slot's payload.</exception>
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
    /// <returns>How many were accepted: the first ones, unless room appeared meanwhile; the others are counted as dropped.</returns>
    /// <exception cref="RecorderOverflowException">No room, and the policy is <see cref="OverflowPolicy.Throw"/>. It says how many were accepted.</exception>
    /// <exception cref="RecorderStateException">The recorder is Stopping, Stopped or Faulted.</exception>
    /// <exception cref="EventTooLargeException">The event type is larger than a slot's payload.</exception>
    public int RegisterEvents<TEvent>(ReadOnlySpan<TEvent> metricEvents)
        where TEvent : unmanaged, IMetricEvent
    {
        int accepted = PublishManyFast(metricEvents);
        long waitStarted = 0;
        for (int i = accepted; i < metricEvents.Length; i++)
        {
            if (TryPublishFast(in metricEvents[i])) accepted++;
            else if (RegisterEventSlow(metricEvents[i], ref waitStarted, accepted, metricEvents.Length - i)) accepted++;
        }

        return accepted;
    }

    /// <summary>
    /// A writer bound to this recorder with a lane of its own: the fastest way, for one thread at a time. Order is kept
    /// among the events of a writer, not between a writer and RegisterEvent. Dispose it to give the lane back.
    /// </summary>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <exception cref="EventTooLargeException">The event type is larger than a slot's payload.</exception>
    public EventWriter<TEvent> CreateWriter<TEvent>()
        where TEvent : unmanaged, IMetricEvent
    {
        if (Unsafe.SizeOf<TEvent>() > _host.Ring.PayloadBytes) throw TooLarge<TEvent>();
        return new EventWriter<TEvent>(this, _host.Ring);
    }

    /// <summary>The ring while events may take the fast path. Acquire: orders the tag behind it.</summary>
    internal RingBuffer OpenRing
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _gate.Ring);
    }

    /// <summary>The recorder's part of a slot's tag.</summary>
    internal ulong Tag
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _gate.Tag;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryPublishFast<TEvent>(in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        RingBuffer ring = OpenRing;
        Lane? lane = _gate.BoundLane ?? ProducerThread.CurrentLane;
        if (lane is null || lane.Ring != ring) return false;
        if (Unsafe.SizeOf<TEvent>() > AlwaysFits && Unsafe.SizeOf<TEvent>() > lane.PayloadBytes) return false;
        if (!lane.TryPublish(_gate.Tag | (uint)EventType<TEvent>.Id, in metricEvent)) return false;

        GC.KeepAlive(ring); // the pinned block, until the last store into it
        GC.KeepAlive(this); // the recorder's place in the loop's table, until the event is published
        return true;
    }

    private int PublishManyFast<TEvent>(ReadOnlySpan<TEvent> metricEvents)
        where TEvent : unmanaged, IMetricEvent
    {
        RingBuffer ring = OpenRing;
        Lane? lane = _gate.BoundLane ?? ProducerThread.CurrentLane;
        if (lane is null || lane.Ring != ring || Unsafe.SizeOf<TEvent>() > lane.PayloadBytes) return 0;

        int published = lane.PublishMany(_gate.Tag | (uint)EventType<TEvent>.Id, metricEvents);
        GC.KeepAlive(ring);
        GC.KeepAlive(this);
        return published;
    }

    // Kept out of callers: first use by a thread, a full lane, or a status other than Running. By value: a reference
    // would force the caller's event out of its registers on the fast path too, and the copy into the slot would then
    // stall on reading what was stored in smaller pieces (measured: 3 ns).
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RegisterEventSlow<TEvent>(TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        long waitStarted = 0;
        return RegisterEventSlow(metricEvent, ref waitStarted, acceptedBefore: 0, remaining: 1);
    }

    private bool RegisterEventSlow<TEvent>(TEvent metricEvent, ref long waitStarted, int acceptedBefore, int remaining)
        where TEvent : unmanaged, IMetricEvent
    {
        Admission admission = Admit(in metricEvent, via: null);
        if (admission == Admission.Full && _overflowPolicy == OverflowPolicy.Wait && !_host.IsDrivenByCaller)
            admission = WaitForRoom(in metricEvent, ref waitStarted);

        switch (admission)
        {
            case Admission.Accepted:
                return true;
            case Admission.Full when _overflowPolicy == OverflowPolicy.Throw:
                CountDropped(remaining);
                throw new RecorderOverflowException(EntityId, EventTypeNames.Of<TEvent>(), acceptedBefore, remaining);
            case Admission.Full:
                CountDropped(1);
                return false;
            case Admission.TooLarge:
                CountRefused(remaining);
                throw TooLarge<TEvent>();
            default:
                CountRefused(remaining);
                throw Status == RecorderStatus.Created
                    ? _lifecycle.LoopClosed("RegisterEvent")
                    : _lifecycle.Refused("RegisterEvent", "Created, Starting or Running");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool TryRegisterEventSlow<TEvent>(TEvent metricEvent, SlotRing? via)
        where TEvent : unmanaged, IMetricEvent
    {
        switch (Admit(in metricEvent, via))
        {
            case Admission.Accepted:
                return true;
            case Admission.Full:
                CountDropped(1);
                return false;
            default:
                CountRefused(1);
                return false;
        }
    }

    /// <summary>Counts an event that could not even be tried, such as one for a disposed writer.</summary>
    internal void CountRefused(int count)
    {
        _pipeline.Account.AddRefused(count);
        _host.Account.AddRefused(count);
    }

    internal void ResetHoldingPermits() => Volatile.Write(ref _holdingPermits, 0);

    // Under the lifecycle's lock.
    internal void EnsureKey()
    {
        if (_key is not null) return;
        _key = new RecorderKey(_host, _host.ReservePlace());
        _pipeline.Place = _key.Place;
        _gate.Tag = _key.Tag;
        _isKeyed = true;
    }

    internal void CloseGate() => Volatile.Write(ref _gate.Ring, RingBuffer.Closed);

    // A recorder with a limit never opens: every event has to take a permit.
    internal void OpenGate()
    {
        if (!_isLimited) Volatile.Write(ref _gate.Ring, _host.Ring);
    }

    // One attempt, whatever the status, with every permit that it needs. Waits for nothing.
    private Admission Admit<TEvent>(in TEvent metricEvent, SlotRing? via)
        where TEvent : unmanaged, IMetricEvent
    {
        if (Unsafe.SizeOf<TEvent>() > _host.Ring.PayloadBytes) return Admission.TooLarge;

        RecorderStatus status = Status;
        if (status == RecorderStatus.Created) status = StartByEvent();
        if (status is not (RecorderStatus.Starting or RecorderStatus.Running)) return Admission.Refused;

        EventAccount account = _pipeline.Account;
        if (!account.TryTakePermit())
        {
            _host.Ring.Signal.WakeIfParked(); // a limit far below the lane's capacity would not wake the loop otherwise
            return Admission.Full;
        }

        bool holds = status == RecorderStatus.Starting;
        if (!holds || TryTakeHoldingPermit())
        {
            if (Publish(in metricEvent, via)) return Admission.Accepted;
            if (holds) Interlocked.Decrement(ref _holdingPermits);
        }

        account.ReturnPermits(1);
        return Admission.Full;
    }

    private bool Publish<TEvent>(in TEvent metricEvent, SlotRing? via)
        where TEvent : unmanaged, IMetricEvent
    {
        RingBuffer ring = _host.Ring;
        ulong tag = _gate.Tag | (uint)EventType<TEvent>.Id;
        bool published = via switch
        {
            Lane lane => lane.TryPublish(tag, in metricEvent),
            SharedLane shared => shared.TryPublish(tag, in metricEvent, out _),
            _ => ring.TryPublish(tag, in metricEvent),
        };
        GC.KeepAlive(ring);
        GC.KeepAlive(this);
        return published;
    }

    private RecorderStatus StartByEvent()
    {
        if (_host.IsClosed) return RecorderStatus.Created;
        try
        {
            _ = _lifecycle.StartAsync();
        }
        catch (MetricsException)
        {
            // Another thread was faster, or the loop has closed: the status tells.
        }

        return Status;
    }

    private Admission WaitForRoom<TEvent>(in TEvent metricEvent, ref long waitStarted)
        where TEvent : unmanaged, IMetricEvent
    {
        if (waitStarted == 0) waitStarted = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        Admission admission = Admission.Full;
        while (admission == Admission.Full && Stopwatch.GetElapsedTime(waitStarted) < _waitTimeout)
        {
            _host.Ring.Signal.WakeIfParked();
            spin.SpinOnce();
            admission = Admit(in metricEvent, via: null);
        }

        return admission;
    }

    private bool TryTakeHoldingPermit()
    {
        if (Interlocked.Increment(ref _holdingPermits) <= HoldingCapacity) return true;
        Interlocked.Decrement(ref _holdingPermits);
        return false;
    }

    private void CountDropped(int count)
    {
        _pipeline.Account.AddDropped(count);
        _host.Account.AddDropped(count);
    }

    private EventTooLargeException TooLarge<TEvent>()
        where TEvent : unmanaged, IMetricEvent =>
        new(EventTypeNames.Of<TEvent>(), Unsafe.SizeOf<TEvent>(), _host.Ring.PayloadBytes);
}
