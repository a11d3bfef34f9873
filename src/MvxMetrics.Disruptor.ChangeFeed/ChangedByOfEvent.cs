namespace MvxMetrics.Disruptor;

/// <summary>A type of event.</summary>
/// <typeparam name="TEvent">The type.</typeparam>
internal sealed class ChangedBy<TEvent> : ChangedBy
    where TEvent : unmanaged, IMetricEvent
{
    public static readonly ChangedBy<TEvent> Instance = new();

    public override string EventType => TEvent.EventType;
}
