namespace MvxMetrics.Disruptor.Prometheus.Target;

/// <summary>A piece of work that was done.</summary>
internal readonly record struct Work(long Nanoseconds, int Outcome) : IMetricEvent
{
    public static string EventType => "target.work";
}
