using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The slow path of an event: the first use by a thread, a full lane, a limit, or a status other than Running. It follows the recorder's
/// policies and limits, waits for room if the policy says so, and counts every event that is not published. Any thread.
/// </summary>
internal sealed class RecorderAdmission
{
    /// <summary>The iterations of a spin of some microseconds. They make room for hundreds of events, not only for the next one.</summary>
    private const int LongSpin = 400;

    /// <summary>
    /// The number of such spins before a waiting producer sleeps instead, if the system can sleep for less than a millisecond.
    /// </summary>
    private const int SpinsBeforeSleep = 3;

    /// <summary>How often a waiting producer yields its core before it sleeps. A busy loop needs about as long to empty a lane.</summary>
    private const int YieldsBeforeSleep = 100;

    private const string OpenStatuses = "Created, Starting or Running";

    /// <summary>
    /// The length of such a sleep. In this time the loop applies some thousand events. A full lane has tens of thousands, so the loop does
    /// not run out of events.
    /// </summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMicroseconds(20);

    private readonly MetricsRecorder _recorder;
    private readonly IRecorderHost _host;
    private readonly RecorderLifecycle _lifecycle;
    private readonly EventAccount _account;
    private readonly OverflowPolicy _policy;
    private readonly TimeSpan _waitTimeout;

    /// <summary>The events published in status Starting since the start began. Interlocked: producers read and write it.</summary>
    private long _holdingPermits;

    public RecorderAdmission(
        MetricsRecorder recorder, IRecorderHost host, RecorderLifecycle lifecycle, EventAccount account, RecorderOptions options)
    {
        _recorder = recorder;
        _host = host;
        _lifecycle = lifecycle;
        _account = account;
        _policy = options.OverflowPolicy ?? host.DefaultOverflowPolicy;
        _waitTimeout = options.WaitTimeout;
        HoldingCapacity = options.HoldingCapacity;
    }

    /// <summary>The most events that are held while the recorder is starting.</summary>
    public int HoldingCapacity { get; }

    /// <summary>Publishes one event, or does what the policy says. False: the event was dropped and counted.</summary>
    /// <exception cref="MetricsException">As <see cref="MetricsRecorder.RegisterEvent"/>.</exception>
    public bool Register<TEvent>(TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
        long waitStarted = 0;
        return Register(metricEvent, ref waitStarted, acceptedBefore: 0, remaining: 1, nameof(MetricsRecorder.RegisterEvent));
    }

    /// <summary>
    /// Does the same as <see cref="Register{TEvent}(TEvent)"/>, for the first of the events that remain of a call for many.
    /// </summary>
    /// <param name="metricEvent">The event.</param>
    /// <param name="waitStarted">When the call began to wait; zero before that.</param>
    /// <param name="acceptedBefore">The events of the call that were accepted.</param>
    /// <param name="remaining">
    /// The events of the call that were not accepted yet. If this one cannot be published, all of them are counted.
    /// </param>
    /// <param name="member">The member that was called, for error messages.</param>
    public bool Register<TEvent>(TEvent metricEvent, ref long waitStarted, int acceptedBefore, int remaining, string member)
        where TEvent : unmanaged, IMetricEvent
    {
        Admission admission = Admit(in metricEvent, via: null, out RecorderStatus status);
        if (admission == Admission.Full && _policy == OverflowPolicy.Wait && !_host.IsDrivenByCaller)
            admission = WaitForRoom(in metricEvent, ref waitStarted, out status);

        switch (admission)
        {
            case Admission.Accepted:
                return true;
            case Admission.Full when _policy == OverflowPolicy.Throw:
                _account.AddDropped(remaining);
                throw new RecorderOverflowException(_recorder.EntityId, EventTypeNames.Of<TEvent>(), acceptedBefore, remaining);
            case Admission.Full:
                _account.AddDropped(remaining);
                return false;
            case Admission.TooLarge:
                _account.AddRefused(remaining);
                throw TooLarge<TEvent>();
            default:
                _account.AddRefused(remaining);
                if (acceptedBefore > 0) return false; // the caller must learn how many events were accepted
                throw status == RecorderStatus.Created
                    ? _lifecycle.LoopClosed(member)
                    : _lifecycle.Refused(member, status, OpenStatuses);
        }
    }

    /// <summary>Publishes one event. False: it was dropped or refused, and counted. It never throws and never waits.</summary>
    /// <param name="metricEvent">The event.</param>
    /// <param name="via">The lane of a writer. Null: the lane of the calling thread.</param>
    public bool TryRegister<TEvent>(TEvent metricEvent, RecordRing? via)
        where TEvent : unmanaged, IMetricEvent
    {
        switch (Admit(in metricEvent, via, out _))
        {
            case Admission.Accepted:
                return true;
            case Admission.Full:
                _account.AddDropped(1);
                return false;
            default:
                _account.AddRefused(1);
                return false;
        }
    }

    /// <summary>A start begins: no event is held yet. Under the lifecycle's lock.</summary>
    public void ResetHoldingPermits() => Volatile.Write(ref _holdingPermits, 0);

    /// <summary>The error for a type that is larger than a record can be.</summary>
    public static EventTooLargeException TooLarge<TEvent>()
        where TEvent : unmanaged, IMetricEvent =>
        new(EventTypeNames.Of<TEvent>(), Unsafe.SizeOf<TEvent>());

    // One attempt, in every status, with every permit that it needs. It does not wait. It also returns the status by which it decided, so
    // an error names the status that stood in the way and not a later one.
    private Admission Admit<TEvent>(in TEvent metricEvent, RecordRing? via, out RecorderStatus status)
        where TEvent : unmanaged, IMetricEvent
    {
        status = _lifecycle.Status;
        if (Unsafe.SizeOf<TEvent>() > RecordHeader.LargestPayload) return Admission.TooLarge;

        if (status == RecorderStatus.Created) status = StartByEvent();
        if (status is not (RecorderStatus.Starting or RecorderStatus.Running)) return Admission.Refused;

        bool hasPermit = _account.TryTakePermit(out bool isPressing);
        Admission admission = hasPermit ? AdmitPermitted(in metricEvent, via, status) : Admission.Full;
        if (isPressing) _host.Ring.Signal.WakeIfParked(); // a limit far below the lane's capacity would not wake the loop otherwise
        return admission;
    }

    private Admission AdmitPermitted<TEvent>(in TEvent metricEvent, RecordRing? via, RecorderStatus status)
        where TEvent : unmanaged, IMetricEvent
    {
        bool isHeld = status == RecorderStatus.Starting;
        if (!isHeld || TryTakeHoldingPermit())
        {
            if (Publish(in metricEvent, via)) return Admission.Accepted;
            if (isHeld) Interlocked.Decrement(ref _holdingPermits);
        }

        _account.ReturnPermits(1);
        return Admission.Full;
    }

    private bool Publish<TEvent>(in TEvent metricEvent, RecordRing? via)
        where TEvent : unmanaged, IMetricEvent
    {
        RingBuffer ring = _host.Ring;
        ulong header = _recorder.Tag | RecordedEvent<TEvent>.Header;
        bool published = via switch
        {
            Lane bound => bound.TryPublishBare(in metricEvent),
            SharedLane shared => shared.TryPublish(header, in metricEvent),
            _ => ring.TryPublish(header, in metricEvent),
        };
        GC.KeepAlive(ring);
        GC.KeepAlive(_recorder); // keeps its place in the loop's table until the last store
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
            // The loop has closed: the status says so.
        }

        return _lifecycle.Status;
    }

    private Admission WaitForRoom<TEvent>(in TEvent metricEvent, ref long waitStarted, out RecorderStatus status)
        where TEvent : unmanaged, IMetricEvent
    {
        if (waitStarted == 0) waitStarted = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        Admission admission = Admission.Full;
        status = _lifecycle.Status;
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
}
