namespace MvxMetrics.Disruptor;

/// <summary>There was no room for an event and the policy is <see cref="OverflowPolicy.Throw"/>. The event is counted as dropped.</summary>
public sealed class RecorderOverflowException : MetricsException
{
    internal RecorderOverflowException(string entityId, string eventType, int accepted, int dropped)
        : base(
            $"Recorder '{entityId}' has no room for {dropped} event(s) of type '{eventType}': its lane or its pending limit is full. "
            + "Drive the loop more often, enlarge the lanes, or choose another overflow policy.")
    {
        Accepted = accepted;
        Dropped = dropped;
    }

    /// <summary>The events of the same call that were accepted before.</summary>
    public int Accepted { get; }

    /// <summary>The events of the same call that were dropped.</summary>
    public int Dropped { get; }
}
