namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Makes filters for metrics. Any thread; each call allocates one, to be made before the first event comes.</summary>
public static class Filter
{
    /// <summary>A filter that the compiler sees through.</summary>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <typeparam name="TFilter">Decides; a struct, since code for classes is shared among them, and sees through none.</typeparam>
    public static Filter<TEvent> Of<TEvent, TFilter>()
        where TEvent : unmanaged, IMetricEvent
        where TFilter : struct, IFilter<TEvent> => new TypedFilter<TEvent, TFilter>();

    /// <summary>A filter that calls a delegate: to use both kinds in one metric.</summary>
    /// <param name="includes">Decides; best a <c>static</c> lambda. On the loop's thread; must not allocate.</param>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <exception cref="ArgumentNullException">The delegate is null.</exception>
    public static Filter<TEvent> Of<TEvent>(EventFilter<TEvent> includes)
        where TEvent : unmanaged, IMetricEvent
    {
        ArgumentNullException.ThrowIfNull(includes);
        return new DelegateFilter<TEvent, AnyPlace>(includes);
    }

    private readonly struct AnyPlace;
}
