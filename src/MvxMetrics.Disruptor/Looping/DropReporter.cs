using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>Warns of dropped events: once a period a recorder at most, with how many since the last warning. The loop's thread.</summary>
internal sealed class DropReporter(RecorderTable table, TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Drops of the whole loop when every recorder had been reported last.</summary>
    private long _reportedInTotal;

    /// <summary>Looks for new drops, cheaply when the whole loop has none. Allocates nothing but what the logger does.</summary>
    public void Report(long droppedInTotal)
    {
        if (droppedInTotal == _reportedInTotal || !logger.IsEnabled(LogLevel.Warning)) return;

        bool isComplete = true;
        foreach (RecorderTable.Entry entry in table.Entries)
            if (entry.Pipeline is { } pipeline) isComplete &= Report(pipeline);
        if (isComplete) _reportedInTotal = droppedInTotal; // otherwise look again, also if nothing is dropped any more
    }

    /// <summary>Reports one recorder; false when that was done within the last period and there is something new.</summary>
    public bool Report(RecorderPipeline pipeline)
    {
        long dropped = pipeline.Account.Dropped;
        long unreported = dropped - pipeline.ReportedDrops;
        if (unreported == 0) return true;
        if (pipeline.ReportedDrops > 0 && time.GetElapsedTime(pipeline.ReportedAt) < Period) return false;

        pipeline.ReportedDrops = dropped;
        pipeline.ReportedAt = time.GetTimestamp();
        RecorderLog.EventsDropped(logger, pipeline.Recorder.EntityId, unreported, dropped);
        return true;
    }
}
