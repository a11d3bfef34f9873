using MvxMetrics.Disruptor.Metrics;

namespace DocumentStorageSample;

/// <summary>
/// How many attempts, and how many of them succeeded and failed: a metric of one's own, for the words that the
/// dashboard wants. A state, what an event means for it, and how it is shown; the recorder does the rest.
/// </summary>
internal sealed class DocumentSaveAttemptsMetric() : Metric<DocumentSaveAttemptsMetric.Totals>("document_storage.save.attempts"),
    IMetricEventHandler<DocumentSaveAttempt>
{
    public bool HandleEvent(in DocumentSaveAttempt metricEvent)
    {
        State.Total++;
        if (metricEvent.Outcome == SaveOutcome.Success) State.Success++;
        else State.Failure++;
        return true;
    }

    protected override void WriteDimensions(in Totals state, ref DimensionWriter writer)
    {
        writer.Add("total", state.Total);
        writer.Add("success_total", state.Success);
        writer.Add("failure_total", state.Failure);
    }

    internal struct Totals
    {
        public long Total;
        public long Success;
        public long Failure;
    }
}
