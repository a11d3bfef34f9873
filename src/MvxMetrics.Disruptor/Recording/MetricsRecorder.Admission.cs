using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <content>
/// The way of an event that is not the common case: first use by a thread, a full lane, a limit, or a status other than
/// Running. Every event that is not published is counted.
/// </content>
public partial class MetricsRecorder
{
    /// <summary>Iterations of a spin of some microseconds: room for hundreds of events, not for the next one alone.</summary>
    private const int LongSpin = 400;

    /// <summary>Such spins before a producer that waits for room sleeps instead, where it can for less than a millisecond.</summary>
    private const int SpinsBeforeSleep = 3;

    /// <summary>As long as the loop takes for some thousand events, of the tens of thousands that a full lane has: it does not run dry.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMicroseconds(20);

    /// <summary>How often a producer that waits for room offers its core before it sleeps: a busy loop needs about as long for a lane.</summary>
    private const int YieldsBeforeSleep = 100;

    /// <summary>Events published while Starting since the start began. Interlocked; read and written by producers.</summary>
    private long _holdingPermits;

    // Kept out of callers: first use by a thread, a full lane, or a status other than Running. By value: a reference
    // would force the caller's event out of its registers on the fast path too, and the copy into the record would then
    // stall on reading what was stored in smaller pieces (measured: 3 ns).
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RegisterEventSlow<TEvent>(TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        long waitStarted = 0;
        return RegisterEventSlow(metricEvent, ref waitStarted, acceptedBefore: 0, remaining: 1, nameof(RegisterEvent));
    }

    private bool RegisterEventSlow<TEvent>(TEvent metricEvent, ref long waitStarted, int acceptedBefore, int remaining, string asked)
        where TEvent : unmanaged, IMetricEvent
    {
        Admission admission = Admit(in metricEvent, via: null, out RecorderStatus status);
        if (admission == Admission.Full && _overflowPolicy == OverflowPolicy.Wait && !_host.IsDrivenByCaller)
            admission = WaitForRoom(in metricEvent, ref waitStarted, out status);

        switch (admission)
        {
            case Admission.Accepted:
                return true;
            case Admission.Full when _overflowPolicy == OverflowPolicy.Throw:
                CountDropped(remaining);
                throw new RecorderOverflowException(EntityId, EventTypeNames.Of<TEvent>(), acceptedBefore, remaining);
            case Admission.Full:
                CountDropped(remaining);
                return false;
            case Admission.TooLarge:
                CountRefused(remaining);
                throw TooLarge<TEvent>();
            default:
                CountRefused(remaining);
                if (acceptedBefore > 0) return false; // the caller must learn how many were accepted
                throw status == RecorderStatus.Created
                    ? _lifecycle.LoopClosed(asked)
                    : _lifecycle.Refused(asked, status, "Created, Starting or Running");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool TryRegisterEventSlow<TEvent>(TEvent metricEvent, RecordRing? via)
        where TEvent : unmanaged, IMetricEvent
    {
        switch (Admit(in metricEvent, via, out _))
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

    internal void CloseGate() => Volatile.Write(ref _gate.Token, RingBuffer.ClosedToken);

    // A recorder with a limit never opens: every event has to take a permit. Litmus: gate, BROKEN_RING_RELEASE.
    internal void OpenGate()
    {
        if (!_isLimited) Volatile.Write(ref _gate.Token, _host.Ring.Token);
    }

    // One attempt, whatever the status, with every permit that it needs. Waits for nothing. Tells the status it went by,
    // for an error that names the one that stood in the way and not the next one.
    private Admission Admit<TEvent>(in TEvent metricEvent, RecordRing? via, out RecorderStatus status)
        where TEvent : unmanaged, IMetricEvent
    {
        status = Status;
        if (Unsafe.SizeOf<TEvent>() > RecordHeader.LargestPayload) return Admission.TooLarge;

        if (status == RecorderStatus.Created) status = StartByEvent();
        if (status is not (RecorderStatus.Starting or RecorderStatus.Running)) return Admission.Refused;

        EventAccount account = _pipeline.Account;
        bool hasPermit = account.TryTakePermit(out bool isPressing);
        Admission admission = hasPermit ? AdmitPermitted(in metricEvent, via, status, account) : Admission.Full;
        if (isPressing) _host.Ring.Signal.WakeIfParked(); // a limit far below the lane's capacity would not wake the loop otherwise
        return admission;
    }

    private Admission AdmitPermitted<TEvent>(in TEvent metricEvent, RecordRing? via, RecorderStatus status, EventAccount account)
        where TEvent : unmanaged, IMetricEvent
    {
        bool holds = status == RecorderStatus.Starting;
        if (!holds || TryTakeHoldingPermit())
        {
            if (Publish(in metricEvent, via)) return Admission.Accepted;
            if (holds) Interlocked.Decrement(ref _holdingPermits);
        }

        account.ReturnPermits(1);
        return Admission.Full;
    }

    private bool Publish<TEvent>(in TEvent metricEvent, RecordRing? via)
        where TEvent : unmanaged, IMetricEvent
    {
        RingBuffer ring = _host.Ring;
        ulong header = _gate.Tag | RecordedEvent<TEvent>.Header;
        bool published = via switch
        {
            Lane bound => bound.TryPublishBare(in metricEvent),
            SharedLane shared => shared.TryPublish(header, in metricEvent),
            _ => ring.TryPublish(header, in metricEvent),
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
            _lifecycle.StartIfCreated();
        }
        catch (MetricsException)
        {
            // The loop has closed: the status tells.
        }

        return Status;
    }

    private Admission WaitForRoom<TEvent>(in TEvent metricEvent, ref long waitStarted, out RecorderStatus status)
        where TEvent : unmanaged, IMetricEvent
    {
        if (waitStarted == 0) waitStarted = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        Admission admission = Admission.Full;
        status = Status;
        while (admission == Admission.Full && Stopwatch.GetElapsedTime(waitStarted) < _waitTimeout)
        {
            _host.Ring.Signal.WakeIfParked();
            if (spin.Count < SpinsBeforeSleep || !_host.Ring.Signal.TrySleep(s_pause)) Thread.SpinWait(LongSpin);
            spin.SpinOnce(YieldsBeforeSleep);
            admission = Admit(in metricEvent, via: null, out status);
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

    private static EventTooLargeException TooLarge<TEvent>()
        where TEvent : unmanaged, IMetricEvent =>
        new(EventTypeNames.Of<TEvent>(), Unsafe.SizeOf<TEvent>());
}
