namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Makes selectors and filters of delegates, with a loop that is compiled for one place. The runtime's profile then shows which delegate is
/// called there, nearly always the same one, and the runtime puts it into the loop. In a loop shared by all metrics the profile would show
/// many delegates.
/// </summary>
/// <typeparam name="TPlace">A struct that stands for the place. It is not used.</typeparam>
internal static class DelegateLoop<TPlace>
    where TPlace : struct
{
    /// <summary>
    /// A selector that calls a delegate. Null for null: the constructor that receives it names its own argument in the error.
    /// </summary>
    public static Selector<TEvent, TValue>? OrNull<TEvent, TValue>(EventSelector<TEvent, TValue>? select)
        where TEvent : unmanaged, IMetricEvent => select is null ? null : new DelegateSelector<TEvent, TValue, TPlace>(select);

    /// <summary>A filter that calls a delegate. Null for null.</summary>
    public static Filter<TEvent>? OrNull<TEvent>(EventFilter<TEvent>? includes)
        where TEvent : unmanaged, IMetricEvent => includes is null ? null : new DelegateFilter<TEvent, TPlace>(includes);
}
