namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Makes filters for metrics. Any thread may call it. Each call allocates a filter, so make it before the first event comes.
/// </summary>
public static class Filter
{
    /// <summary>Makes a filter whose code the compiler can inline.</summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <typeparam name="TFilter">
    /// Decides. It is a struct, because classes share their compiled code, and the compiler cannot inline in shared code.
    /// </typeparam>
    public static Filter<TEvent> Of<TEvent, TFilter>()
        where TEvent : unmanaged, IMetricEvent
        where TFilter : struct, IFilter<TEvent> => new TypedFilter<TEvent, TFilter>();

    /// <summary>Makes a filter that calls a delegate. Use it to have both kinds in one metric.</summary>
    /// <param name="includes">Decides; best a <c>static</c> lambda. It runs on the loop's thread and must not allocate.</param>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <exception cref="ArgumentNullException">The delegate is null.</exception>
    public static Filter<TEvent> Of<TEvent>(EventFilter<TEvent> includes)
        where TEvent : unmanaged, IMetricEvent
    {
        ArgumentNullException.ThrowIfNull(includes);
        return new DelegateFilter<TEvent, AnyPlace>(includes);
    }

    private readonly struct AnyPlace;
}
