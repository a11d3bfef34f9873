namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// A metric that changes with time implements it: rates and windows do. Implement it beside <see cref="IMetricEventHandler{TEvent}"/>. The
/// state then belongs to the time of the last tick.
/// </summary>
public interface ITimedMetric
{
    /// <summary>
    /// A tick: tells the metric the time. It is called before the metric's first event, when a metric is registered, after a restart, and
    /// ten times a second (or as often as the loop runs), always before the events that follow. It is called on the loop's thread only,
    /// inside the recorder's write section, while the recorder is Running. It must not block and must not allocate. An exception faults the
    /// recorder.
    /// </summary>
    /// <param name="uptime">
    /// The time since the loop was created, by the loop's <see cref="TimeProvider"/>. It never goes back, but it may stand still and may
    /// leap.
    /// </param>
    void OnTimer(TimeSpan uptime);
}
