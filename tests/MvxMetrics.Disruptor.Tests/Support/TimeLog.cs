using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Remembers what it was told, in order: times as such, events by their keys.</summary>
internal sealed class TimeLog(string name = "times") : Metric<long>(name), IMetricEventHandler<Point>, ITimedMetric
{
    public List<string> Calls { get; } = [];

    /// <summary>What the next time it is told the time throws.</summary>
    public Exception? Failure { get; set; }

    public bool HandleEvent(in Point metricEvent)
    {
        Calls.Add($"event {metricEvent.Key}");
        State++;
        return true;
    }

    public void OnTimer(TimeSpan uptime)
    {
        if (Failure is not null) throw Failure;
        Calls.Add(uptime.TotalSeconds.ToString("0.0##"));
    }

    protected override void WriteDimensions(in long state, ref DimensionWriter writer) => writer.Add("count", state);
}
