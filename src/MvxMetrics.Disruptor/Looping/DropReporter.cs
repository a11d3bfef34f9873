using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>Warns of dropped events: once a period a recorder at most, with how many since the last warning. The loop's thread.</summary>
internal sealed class DropReporter(RecorderTable table, ILogger logger)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Dictionary<RecorderPipeline, long> _reported = [];
    private long _reportedTotal;

    /// <summary>Looks for new drops, cheaply when the whole loop has none.</summary>
    public void Report(long droppedInTotal)
    {
        if (droppedInTotal == _reportedTotal) return;
        _reportedTotal = droppedInTotal;

        foreach (RecorderPipeline pipeline in table.Attached()) Report(pipeline);
    }

    /// <summary>Says the last word about a recorder that ends, and forgets it.</summary>
    public void Forget(RecorderPipeline pipeline)
    {
        Report(pipeline);
        _reported.Remove(pipeline);
    }

    private void Report(RecorderPipeline pipeline)
    {
        long dropped = pipeline.Account.Dropped;
        long before = _reported.GetValueOrDefault(pipeline);
        if (dropped == before) return;

        _reported[pipeline] = dropped;
        RecorderLog.EventsDropped(logger, pipeline.Recorder.EntityId, dropped - before, dropped);
    }
}
