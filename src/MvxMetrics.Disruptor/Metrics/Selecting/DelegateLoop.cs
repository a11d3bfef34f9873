namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Makes selectors and filters of delegates whose loop is compiled for one place: the runtime then sees in its profile which
/// delegate is called there, mostly always the same one, and puts that into the loop. In a loop shared by all metrics it would see many.
/// </summary>
/// <typeparam name="TPlace">A struct of the place's own; nothing is done with it.</typeparam>
internal static class DelegateLoop<TPlace>
    where TPlace : struct
{
    /// <summary>A selector that calls a delegate; none for none, so that whoever takes it refuses it by its own name.</summary>
    public static Selector<TEvent, TValue>? OrNull<TEvent, TValue>(EventSelector<TEvent, TValue>? select)
        where TEvent : unmanaged, IMetricEvent => select is null ? null : new DelegateSelector<TEvent, TValue, TPlace>(select);

    /// <summary>A filter that calls a delegate; none for none.</summary>
    public static Filter<TEvent>? OrNull<TEvent>(EventFilter<TEvent>? includes)
        where TEvent : unmanaged, IMetricEvent => includes is null ? null : new DelegateFilter<TEvent, TPlace>(includes);
}
