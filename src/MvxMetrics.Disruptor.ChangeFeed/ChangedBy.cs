namespace MvxMetrics.Disruptor;

/// <summary>The type of the event of a change, behind a non-generic face. One instance a type.</summary>
internal abstract class ChangedBy
{
    /// <summary>
    /// The name the event type gives itself. Asked for by readers only: it is the application's code and may do anything.
    /// </summary>
    public abstract string EventType { get; }
}
