using MvxMetrics.Disruptor;

namespace DocumentStorageSample;

/// <summary>How long successful attempts take on average. Failed ones are ignored: they say nothing about the disk.</summary>
internal sealed class DocumentSaveAverageDurationMetric()
    : Metric<DocumentSaveAverageDurationMetric.Totals>("document_storage.save.average_duration", MetricKind.Summary, unit: "us"),
        IMetricEventHandler<DocumentSaveAttempt>
{
    public bool HandleEvent(in DocumentSaveAttempt metricEvent)
    {
        if (metricEvent.Outcome != SaveOutcome.Success) return false;

        State.Count++;
        State.Microseconds += metricEvent.DurationMicroseconds;
        return true;
    }

    protected override void WriteDimensions(in Totals state, ref DimensionWriter writer)
    {
        writer.Add("count", state.Count);
        writer.Add("average", state.Count == 0 ? 0 : (double)state.Microseconds / state.Count);
    }

    internal struct Totals
    {
        public long Count;
        public long Microseconds;
    }
}
