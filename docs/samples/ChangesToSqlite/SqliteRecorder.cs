using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;

namespace ChangesToSqliteSample;

/// <summary>
/// A recorder that pushes: every change of its metrics goes to a store. The loop hands changes to a feed and goes on; a task of the
/// recorder's own takes them to the disk. A slow store costs changes, which are counted, and never holds the measured code up.
/// </summary>
internal sealed class SqliteRecorder(RecorderContext context, string path, int capacity) : MetricsRecorder(context)
{
    private readonly ChangeFeed _feed = new(capacity);
    private Task _writer = Task.CompletedTask;

    public ChangeFeedStatistics Changes => _feed.Statistics;

    // Off the loop, before the first event: opening a file may take its time, and what it throws faults this recorder only.
    protected override Task OnStartingAsync(CancellationToken cancellationToken)
    {
        if (_feed.IsCompleted) throw new InvalidOperationException("The numbers of changes would begin again. Create a new recorder.");
        ChangeStore store = new(path);
        _writer = Task.Run(() => WriteAsync(store), CancellationToken.None);
        return Task.CompletedTask;
    }

    // On the loop, after every event that a metric accepted.
    protected override void OnMetricChanged<TEvent>(Metric metric, in TEvent metricEvent) => _feed.Publish(this, metric, in metricEvent);

    // Off the loop, after the last event: what waits in the feed is on the disk when the stop returns.
    protected override Task OnStoppedAsync(CancellationToken cancellationToken)
    {
        _feed.Complete();
        return _writer.WaitAsync(cancellationToken);
    }

    private async Task WriteAsync(ChangeStore store)
    {
        using (store)
        {
            while (await _feed.WaitToReadAsync()) store.Write(_feed);
        }
    }
}
