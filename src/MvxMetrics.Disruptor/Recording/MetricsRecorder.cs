using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Connects production code and metrics. A recorder takes events on any thread, owns the metrics of one measured scope, and answers with
/// snapshots. Production code holds a <c>MetricsRecorder?</c> and calls only the event methods. Derive from this class to add lifecycle
/// hooks or to react to changes.
/// </summary>
public unsafe partial class MetricsRecorder
{
    private readonly IRecorderHost _host;
    private readonly RecorderPipeline _pipeline;
    private readonly RecorderLifecycle _lifecycle;
    private readonly RecorderAdmission _admission;
    private readonly StateReader _states;
    private readonly RecorderReader _reader;
    private readonly MetricRegistry _metrics = new();

    /// <summary>
    /// Creates a recorder in status Created. If a runtime or a loop called the factory, it starts the recorder. Otherwise you start it, or
    /// its first event does.
    /// </summary>
    /// <param name="context">The argument of the factory, or the result of <see cref="MetricsEventLoop.CreateContext"/>.</param>
    /// <exception cref="ArgumentNullException">The context is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has a bad value; the message names it.</exception>
    public MetricsRecorder(RecorderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        RecorderOptions options = context.Options;
        _host = context.Host;
        options.Validate();

        EntityId = (options.EntityId ?? context.Id).Trim() is { Length: > 0 } id ? id : Guid.NewGuid().ToString("N")[..8];
        CreatedAt = _host.UtcNow;
        HasHooks = GetType() != typeof(MetricsRecorder);

        _gate.Token = RingBuffer.ClosedToken;
        if (_host.Ring.SingleLane is { } single) _gate.BoundCursors = single.Cursors;
        _pipeline = new RecorderPipeline(this, _host, options.MaxPendingEvents ?? 0);
        _lifecycle = new RecorderLifecycle(this, _pipeline, _host);
        _admission = new RecorderAdmission(this, _host, _lifecycle, _pipeline.Account, options);
        _states = new StateReader(_pipeline.StateLock, _host);
        _reader = new RecorderReader(this, _metrics, _states);
    }

    /// <summary>The entity that the recorder measures. Any thread.</summary>
    public string EntityId { get; }

    /// <summary>
    /// When the recorder was constructed, by the clock of its loop. The sums of its metrics begin at this time. Any thread.
    /// </summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The registered metrics, in the order of registration. The list is a copy. Any thread.</summary>
    public IReadOnlyCollection<Metric> Metrics => Array.AsReadOnly(_metrics.All);

    /// <summary>
    /// What became of this recorder's events. Any thread may read it at any time. It never blocks a producer or the loop, and allocates
    /// nothing. It visits the headers of all pending events in the ring buffer.
    /// </summary>
    public RecorderStatistics Statistics
    {
        get
        {
            EventAccount account = _pipeline.Account;
            long processed, discarded, pending;
            int attempts = 8;
            do
            {
                processed = account.Processed;
                discarded = account.Discarded;
                pending = account.Held + (_isKeyed ? _host.Ring.CountPending(EventTypes.Bits, _gate.Tag >> EventTypes.Bits) : 0);
            }
            while (--attempts > 0 && (account.Processed != processed || account.Discarded != discarded));

            return new RecorderStatistics
            {
                Processed = processed,
                Discarded = discarded,
                Pending = pending,
                Dropped = account.Dropped,
                Refused = account.Refused,
                SnapshotRetries = _states.Retries,
                ServicedCopies = _states.ServicedCopies,
            };
        }
    }

    internal Metric[] MetricArray => _metrics.All;

    internal RecorderPipeline Pipeline => _pipeline;

    internal RingBuffer Ring => _host.Ring;

    internal int HoldingCapacity => _admission.HoldingCapacity;

    /// <summary>Whether the class is a derived one, which may override the hooks. This class itself has no hook to call.</summary>
    internal bool HasHooks { get; }

    /// <summary>
    /// Adds a metric, or replaces the metric of the same name. Events that this thread registers later are offered to it. Any thread may
    /// call it, also from inside a handler. It does not wait.
    /// </summary>
    /// <typeparam name="TMetric">The metric's class.</typeparam>
    /// <param name="metric">The metric. From now on it belongs to this recorder.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="ArgumentNullException">The metric is null.</exception>
    /// <exception cref="ArgumentException">The metric belongs to another recorder.</exception>
    /// <exception cref="RecorderStateException">The recorder is Stopping, Stopped or Faulted.</exception>
    public TMetric Register<TMetric>(TMetric metric)
        where TMetric : Metric
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (Status is var status and (RecorderStatus.Stopping or RecorderStatus.Stopped or RecorderStatus.Faulted))
            throw _lifecycle.Refused(nameof(Register), status, "Created, Starting or Running");
        if (!metric.TryAttach(_states))
        {
            throw new ArgumentException(
                $"Metric '{metric.Name}' already belongs to another recorder. Create one instance for each recorder.", nameof(metric));
        }

        _metrics.Register(metric);
        _host.Post(new ActionCommand(_pipeline.MetricsChanged));
        RecorderLog.MetricRegistered(_host.Logger, EntityId, metric.Name);
        return metric;
    }

    /// <summary>The entity id and the status.</summary>
    public override string ToString() => $"{EntityId} ({Status})";

    /// <summary>
    /// The change hook: called after a metric accepted an event, with the metric and the event. It runs on the loop's thread, so it must
    /// not block and must not allocate. An exception faults the recorder. It is not called for events that the metric ignored.
    /// </summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <param name="metric">The metric whose state changed.</param>
    /// <param name="metricEvent">The event, in place in the ring buffer. It is valid until the method returns.</param>
    protected virtual void OnMetricChanged<TEvent>(Metric metric, in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent
    {
    }

    /// <summary>Whether this recorder was made for this host and has not been started.</summary>
    internal bool IsNewIn(IRecorderHost host) => ReferenceEquals(_host, host) && Status == RecorderStatus.Created;

    internal MetricChanged<TEvent>? BindMetricChanged<TEvent>()
        where TEvent : unmanaged, IMetricEvent => HasHooks ? OnMetricChanged<TEvent> : null;
}
