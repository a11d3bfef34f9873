using MvxMetrics.Disruptor;

namespace DocumentStorageSample;

/// <summary>How many attempts to open a stream, and how many were refused.</summary>
internal sealed class TcpStreamOpenAttemptsMetric() : Metric<TcpStreamOpenAttemptsMetric.Totals>("tcp_stream.open.attempts"),
    IMetricEventHandler<StreamOpenAttempt>
{
    public bool HandleEvent(in StreamOpenAttempt metricEvent)
    {
        State.Total++;
        if (!metricEvent.Succeeded) State.Failure++;
        return true;
    }

    protected override void WriteDimensions(in Totals state, ref DimensionWriter writer)
    {
        writer.Add("total", state.Total);
        writer.Add("failure_total", state.Failure);
    }

    internal struct Totals
    {
        public long Total;
        public long Failure;
    }
}
