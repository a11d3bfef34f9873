namespace MvxMetrics.Disruptor;

/// <summary>The event type of a change, without a generic parameter. There is one instance for each type.</summary>
internal abstract class ChangedBy
{
    /// <summary>
    /// The name that the event type gives itself. Only readers ask for it: it is the application's code and may do anything.
    /// </summary>
    public abstract string EventType { get; }
}
