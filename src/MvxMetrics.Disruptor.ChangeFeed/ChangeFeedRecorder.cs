using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// A recorder that publishes every change of its metrics to a feed. Your own recorder class does the same with one line in its
/// <c>OnMetricChanged</c>: <c>feed.Publish(this, metric, in metricEvent)</c>. There it can also choose which changes to publish.
/// </summary>
/// <param name="context">The context that the runtime passes to the factory.</param>
/// <param name="feed">The feed. Several recorders may share it.</param>
/// <exception cref="ArgumentNullException">An argument is null.</exception>
/// <example>
/// <code>
/// MetricsRecorder orders = runtime.CreateRecorder("orders", context => new ChangeFeedRecorder(context, feed));
/// </code>
/// </example>
public class ChangeFeedRecorder(RecorderContext context, ChangeFeed feed) : MetricsRecorder(context)
{
    /// <summary>The feed that gets the changes.</summary>
    public ChangeFeed Feed { get; } = feed ?? throw new ArgumentNullException(nameof(feed));

    /// <summary>Publishes the change. The loop's thread calls it. It does not wait and allocates nothing.</summary>
    /// <inheritdoc/>
    protected override void OnMetricChanged<TEvent>(Metric metric, in TEvent metricEvent) => Feed.Publish(this, metric, in metricEvent);
}
