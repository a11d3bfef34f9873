namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Implemented by a metric that changes with time: rates, windows. Implement it beside
/// <see cref="IMetricEventHandler{TEvent}"/>; the state then belongs to the time that the metric was told last.
/// </summary>
public interface ITimedMetric
{
    /// <summary>
    /// Tells how late it is: before the metric's first event, whenever the recorder is given a metric, after a restart, and
    /// ten times a second (or as often as the loop runs), always before the events that follow. Called on the loop's thread
    /// only, inside the recorder's write section, while the recorder runs; must neither block nor allocate. An exception
    /// faults the recorder.
    /// </summary>
    /// <param name="uptime">
    /// Time since the loop was created, by the loop's <see cref="TimeProvider"/>. It grows, but may stand still and may leap.
    /// </param>
    void OnTimer(TimeSpan uptime);
}
