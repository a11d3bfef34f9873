namespace MvxMetrics.Disruptor;

/// <summary>
/// A metric or an OnMetricChanged hook threw while an event was applied or a timer ran; the cause is the inner exception.
/// </summary>
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

    /// <summary>Which metric.</summary>
    public string MetricName { get; }

    /// <summary>Which type of event; empty when it was not an event.</summary>
    public string EventType { get; }
}
