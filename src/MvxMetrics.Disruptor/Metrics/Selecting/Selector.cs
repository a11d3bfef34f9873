namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Makes selectors for metrics. Any thread may call it. Each call allocates a selector, so make it before the first event comes.
/// </summary>
public static class Selector
{
    /// <summary>Makes a selector whose code the compiler can inline.</summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <typeparam name="TSelector">
    /// Selects. It is a struct, because classes share their compiled code, and the compiler cannot inline in shared code.
    /// </typeparam>
    public static Selector<TEvent, TValue> Of<TEvent, TValue, TSelector>()
        where TEvent : unmanaged, IMetricEvent
        where TSelector : struct, ISelector<TEvent, TValue> => new TypedSelector<TEvent, TValue, TSelector>();

    /// <summary>Makes a selector that calls a delegate. Use it to have both kinds in one metric.</summary>
    /// <param name="select">Selects; best a <c>static</c> lambda. It runs on the loop's thread and must not allocate.</param>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <exception cref="ArgumentNullException">The delegate is null.</exception>
    public static Selector<TEvent, TValue> Of<TEvent, TValue>(EventSelector<TEvent, TValue> select)
        where TEvent : unmanaged, IMetricEvent
    {
        ArgumentNullException.ThrowIfNull(select);
        return new DelegateSelector<TEvent, TValue, AnyPlace>(select);
    }

    /// <summary>1 for every event: the amount if none is given.</summary>
    internal static Selector<TEvent, long> One<TEvent>()
        where TEvent : unmanaged, IMetricEvent => new TypedSelector<TEvent, long, SelectOne<TEvent>>();

    private readonly struct AnyPlace;

    private readonly struct SelectOne<TEvent> : ISelector<TEvent, long>
        where TEvent : unmanaged, IMetricEvent
    {
        public static long Select(in TEvent metricEvent) => 1;
    }
}
