namespace MvxMetrics.Disruptor;

/// <summary>Generic code that wants to run for an event type known by its number only.</summary>
/// <typeparam name="TResult">What it makes.</typeparam>
internal interface IEventTypeVisitor<out TResult>
{
    TResult Visit<TEvent>()
        where TEvent : unmanaged, IMetricEvent;
}
