using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>Warns of dropped events: once a period a recorder at most, with how many since the last warning. The loop's thread.</summary>
internal sealed class DropReporter(RecorderTable table, TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private long _seenInTotal;

    /// <summary>Looks for new drops, cheaply when the whole loop has none. Allocates nothing but what the logger does.</summary>
    public void Report(long droppedInTotal)
    {
        if (droppedInTotal == _seenInTotal) return;
        _seenInTotal = droppedInTotal;
        if (!logger.IsEnabled(LogLevel.Warning)) return;

        foreach (RecorderTable.Entry entry in table.Entries)
            if (entry.Pipeline is { } pipeline) Report(pipeline);
    }

    /// <summary>Reports one recorder, unless that was done within the last period.</summary>
    public void Report(RecorderPipeline pipeline)
    {
        long dropped = pipeline.Account.Dropped;
        long unreported = dropped - pipeline.ReportedDrops;
        if (unreported == 0 || (pipeline.ReportedDrops > 0 && time.GetElapsedTime(pipeline.ReportedAt) < Period)) return;

        pipeline.ReportedDrops = dropped;
        pipeline.ReportedAt = time.GetTimestamp();
        RecorderLog.EventsDropped(logger, pipeline.Recorder.EntityId, unreported, dropped);
    }
}
