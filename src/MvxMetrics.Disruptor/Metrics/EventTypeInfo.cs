namespace MvxMetrics.Disruptor;

/// <summary>An event type behind a non-generic face.</summary>
internal abstract class EventTypeInfo
{
    /// <summary>Calls the visitor with the type as its type argument.</summary>
    public abstract TResult Accept<TResult>(IEventTypeVisitor<TResult> visitor);
}
