namespace MvxMetrics.Disruptor;

/// <summary>A metric or a change hook threw while an event was applied or a tick was given. The inner exception is the cause.</summary>
public sealed class MetricFaultedException : MetricsException
{
    internal MetricFaultedException(string entityId, string metricName, string eventType, bool inHook, Exception cause)
        : base(
            $"Recorder '{entityId}' faulted: {(inHook ? "its OnMetricChanged hook for" : "its")} metric '{metricName}' threw "
            + $"{cause.GetType().Name} for an event of type '{eventType}'. "
            + "Repair what the inner exception shows, and create a new recorder.",
            cause)
    {
        MetricName = metricName;
        EventType = eventType;
    }

    internal MetricFaultedException(string entityId, string metricName, string call, Exception cause)
        : base(
            $"Recorder '{entityId}' faulted: {call} of its metric '{metricName}' threw {cause.GetType().Name}. "
            + "Repair what the inner exception shows, and create a new recorder.",
            cause)
    {
        MetricName = metricName;
        EventType = string.Empty;
    }

    /// <summary>The name of the metric.</summary>
    public string MetricName { get; }

    /// <summary>The name of the event type. Empty if no event was being applied.</summary>
    public string EventType { get; }
}
