using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A recorder that publishes every change of its metrics to a feed. A recorder class of your own does the same with one line in its
/// <c>OnMetricChanged</c>: <c>feed.Publish(this, metric, in metricEvent)</c>; there it can also choose which ones.
/// </summary>
/// <param name="context">What the runtime hands to the factory.</param>
/// <param name="feed">Where to publish; several recorders may share a feed.</param>
/// <exception cref="ArgumentNullException">An argument is null.</exception>
/// <example>
/// <code>
/// MetricsRecorder orders = runtime.CreateRecorder("orders", context => new ChangeFeedRecorder(context, feed));
/// </code>
/// </example>
public class ChangeFeedRecorder(RecorderContext context, ChangeFeed feed) : MetricsRecorder(context)
{
    /// <summary>Where the changes go.</summary>
    public ChangeFeed Feed { get; } = feed ?? throw new ArgumentNullException(nameof(feed));

    /// <summary>Publishes the change. The loop's thread; does not wait, 0 bytes.</summary>
    /// <inheritdoc/>
    protected override void OnMetricChanged<TEvent>(Metric metric, in TEvent metricEvent) => Feed.Publish(this, metric, in metricEvent);
}
