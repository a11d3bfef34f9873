using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Reports dropped events to the logger and to <see cref="DropEventSource"/>: at most once in a period for each recorder, with the number
/// since the last report. If nobody logs warnings, it also reports once in the loop's life to <see cref="Trace"/>, which debuggers show.
/// The loop's thread.
/// </summary>
internal sealed class DropReporter(RecorderTable table, MetricsEventLoopOptions options, ILogger logger)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>The drops of the whole loop when every recorder had last been reported.</summary>
    private long _reportedInTotal;

    private bool _hasTraced;

    /// <summary>Looks for new drops. It costs little if the loop has none. It allocates only if there is something to report.</summary>
    public void Report(long droppedInTotal)
    {
        if (droppedInTotal == _reportedInTotal) return;

        bool isComplete = true;
        foreach (RecorderTable.Entry entry in table.Entries)
            if (entry.Pipeline is { } pipeline) isComplete &= Report(pipeline);
        if (isComplete) _reportedInTotal = droppedInTotal; // otherwise look again, even if no more events are dropped
    }

    /// <summary>Reports one recorder. False if it was reported within the last period and has new drops.</summary>
    public bool Report(RecorderPipeline pipeline)
    {
        long dropped = pipeline.Account.Dropped;
        long unreported = dropped - pipeline.ReportedDrops;
        if (unreported == 0) return true;
        if (pipeline.ReportedDrops > 0 && options.TimeProvider.GetElapsedTime(pipeline.ReportedAt) < Period) return false;

        long refused = pipeline.Account.Refused;
        bool areAllRefused = refused - pipeline.ReportedRefusals >= unreported;
        pipeline.ReportedDrops = dropped;
        pipeline.ReportedRefusals = refused;
        pipeline.ReportedAt = options.TimeProvider.GetTimestamp();
        DropEventSource.Log.CountDropped(unreported);
        bool isLogged = logger.IsEnabled(LogLevel.Warning);
        if (isLogged || !_hasTraced || DropEventSource.Log.IsEnabled())
            Tell(pipeline.Recorder.EntityId, unreported, dropped, Advice(pipeline, areAllRefused), isLogged);
        return true;
    }

    private void Tell(string recorder, long count, long total, string advice, bool isLogged)
    {
        if (DropEventSource.Log.IsEnabled())
            DropEventSource.Log.EventsDropped(recorder, count.ToString(CultureInfo.InvariantCulture), advice);

        if (isLogged)
        {
            RecorderLog.EventsDropped(logger, recorder, count, total, advice);
        }
        else if (!_hasTraced)
        {
            _hasTraced = true;
            Trace.TraceWarning(
                $"MvxMetrics.Disruptor: recorder {recorder} dropped {count} events. {advice} (Said once; with a logger, once a second.)");
        }
    }

    // Says what stood in the way, which option changes it, and what that costs.
    private string Advice(RecorderPipeline pipeline, bool areAllRefused)
    {
        if (areAllRefused) return "They were refused: the recorder was not running, or the event is larger than 1,016 bytes.";
        if (pipeline.Account.PermitLimit is > 0 and long limit)
            return string.Create(CultureInfo.InvariantCulture, $"It may have {limit} pending: raise its MaxPendingEvents.");

        (string name, int bytes, string of) = options.ProducerMode == ProducerMode.Ordered
            ? (nameof(options.SharedLaneBytes), options.SharedLaneBytes, "in all")
            : (nameof(options.LaneBytes), options.LaneBytes, "for each thread that records");
        return string.Create(
            CultureInfo.InvariantCulture, $"A lane was full: {name} is {bytes}; twice as much costs {bytes} bytes more {of}.");
    }
}
