using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The processing side of a recorder. All of it runs on the loop's thread, so nothing is locked. It opens and closes the recorder's write
/// section around the metrics, and counts what became of each event.
/// </summary>
internal sealed class RecorderPipeline
{
    /// <summary>The most events that are applied in one write section. A snapshot reader waits for at most this many.</summary>
    public const int LongestRun = 64; // as EventRun<TEvent>.MaxEvents says

    private readonly MetricsRecorder _recorder;
    private readonly IRecorderHost _host;
    private EventDispatcher?[] _dispatchers = [];
    private HoldingBuffer? _held;
    private Metric[] _metrics = [];
    private Metric[] _timed = [];
    private Phase _phase = Phase.Discarding;

    public RecorderPipeline(MetricsRecorder recorder, IRecorderHost host, long maxPendingEvents)
    {
        _recorder = recorder;
        _host = host;
        Account = new EventAccount(host.Account, maxPendingEvents);
    }

    private enum Phase
    {
        /// <summary>Not running, or running no longer: events are counted and discarded.</summary>
        Discarding,

        /// <summary>Starting: events are held.</summary>
        Holding,

        /// <summary>Running or stopping: events are applied.</summary>
        Applying,
    }

    /// <summary>Guards the states of the recorder's metrics.</summary>
    public SeqLock StateLock { get; } = new();

    /// <summary>The recorder's account.</summary>
    public EventAccount Account { get; }

    /// <summary>The recorder's place in the loop's table. Set once, before the recorder's first event.</summary>
    public int Place { get; set; }

    /// <summary>Dropped events that a logged warning has reported. The loop's thread.</summary>
    public long ReportedDrops { get; set; }

    /// <summary>Those of <see cref="ReportedDrops"/> that were refused. The loop's thread.</summary>
    public long ReportedRefusals { get; set; }

    /// <summary>When the last warning was logged, in the loop's timestamps. The loop's thread.</summary>
    public long ReportedAt { get; set; }

    /// <summary>The recorder to which this processing side belongs.</summary>
    public MetricsRecorder Recorder => _recorder;

    /// <summary>Takes a run of this recorder's events.</summary>
    public void Consume(in RecordRun run)
    {
        if (_phase == Phase.Applying) Apply(in run);
        else if (_phase == Phase.Holding) Hold(in run);
        else Account.AddDiscarded(run.Count);
    }

    /// <summary>From now on events are held, until <see cref="Activate"/> or <see cref="Discard"/>.</summary>
    public void BeginHolding()
    {
        _phase = Phase.Holding;
        MetricsChanged();
    }

    /// <summary>Applies the held events. From now on events are applied. False if that faulted the recorder.</summary>
    public bool Activate()
    {
        _phase = Phase.Applying;
        Tick(_host.Uptime);
        if (_held is { } held)
        {
            _held = null;
            held.ReplayInto(this);
        }

        return _phase == Phase.Applying;
    }

    /// <summary>Takes events that were held. They are pending until they are applied.</summary>
    public void Replay(in RecordRun run)
    {
        Consume(in run);
        Account.AddHeld(-run.Count);
    }

    /// <summary>From now on events are discarded, the held ones too.</summary>
    public void Discard()
    {
        _phase = Phase.Discarding;
        if (_held is not { } held) return;

        _held = null;
        Account.AddHeld(-held.Count);
        Account.AddDiscarded(held.Count);
    }

    /// <summary>The recorder's metrics have changed: looks up again which metric handles which event type.</summary>
    public void MetricsChanged()
    {
        Array.Clear(_dispatchers);
        _metrics = _recorder.MetricArray;
        _timed = Array.FindAll(_metrics, static m => m is ITimedMetric);
        if (_phase == Phase.Applying) Tick(_host.Uptime); // a new metric must know the time before its first event
    }

    /// <summary>Gives a tick to the metrics that change with time, while events are applied.</summary>
    public void Tick(TimeSpan uptime)
    {
        if (_timed.Length == 0 || _phase != Phase.Applying) return;

        MetricFaultedException? fault = Change(
            _timed, nameof(ITimedMetric.OnTimer), uptime, static (metric, now) => ((ITimedMetric)metric).OnTimer(now));
        if (fault is not null) Fault(fault, unapplied: 0);
    }

    /// <summary>Resets the extremes of all metrics, between two events.</summary>
    public void ResetExtremes()
    {
        MetricFaultedException? fault = Change(
            _recorder.MetricArray, nameof(ResetExtremes), default, static (metric, _) => metric.StartExtremesAnew());
        if (fault is null) return;
        if (_phase == Phase.Discarding) throw fault; // there is nothing to quarantine: the loop logs it
        Fault(fault, unapplied: 0);
    }

    // Makes one call for each metric, in one write section. The section is closed even if a metric throws.
    private MetricFaultedException? Change(Metric[] metrics, string call, TimeSpan uptime, Action<Metric, TimeSpan> change)
    {
        int i = 0;
        StateLock.BeginWrite();
        try
        {
            for (; i < metrics.Length; i++) change(metrics[i], uptime);
            return null;
        }
#pragma warning disable CA1031 // As with events: any exception of a metric faults this recorder only.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            return new MetricFaultedException(_recorder.EntityId, metrics[i].Name, call, cause);
        }
        finally
        {
            StateLock.EndWrite();
        }
    }

    private void Apply(in RecordRun run)
    {
        int eventType = RecorderKey.EventTypeOf(run.Tag);
        EventDispatcher?[] dispatchers = _dispatchers;
        EventDispatcher dispatcher = (uint)eventType < (uint)dispatchers.Length && dispatchers[eventType] is { } known
            ? known
            : AddDispatcher(eventType);

        int applied = run.Count;
        MetricFaultedException? fault = null;
        if (dispatcher.HasHandlers)
        {
            StateLock.BeginWrite();
            applied = dispatcher.Apply(in run, out fault);
            StateLock.EndWrite();
        }

        Account.AddProcessed(applied);
        if (fault is not null) Fault(fault, run.Count - applied);
    }

    // At most once in a recorder's life.
    private void Fault(MetricFaultedException fault, int unapplied)
    {
        Account.AddDiscarded(unapplied);
        Discard();
        _recorder.FaultFromDispatch(fault);
    }

    // Once for each event type. It uses the metrics as of the last MetricsChanged: a metric that was registered after it has not got a tick
    // yet.
    private EventDispatcher AddDispatcher(int eventType)
    {
        if (eventType >= _dispatchers.Length) Array.Resize(ref _dispatchers, eventType + 1);
        return _dispatchers[eventType] = EventTypes.Get(eventType).NewDispatcher(_recorder, _metrics);
    }

    private void Hold(in RecordRun run)
    {
        _held ??= new HoldingBuffer(_recorder.HoldingCapacity);
        int taken = _held.Add(in run);
        Account.AddHeld(taken);

        // Producers take a permit for every event that they publish to a starting recorder. So an event that does not fit was published
        // before a restart, by a producer that was late.
        if (taken < run.Count) Account.AddDiscarded(run.Count - taken);
    }
}
