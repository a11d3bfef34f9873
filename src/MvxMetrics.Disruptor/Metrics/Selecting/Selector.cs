namespace MvxMetrics.Disruptor.Metrics;

/// <summary>Makes selectors for metrics. Any thread; each call allocates one, to be made before the first event comes.</summary>
public static class Selector
{
    /// <summary>A selector that the compiler sees through.</summary>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <typeparam name="TValue">The type of value.</typeparam>
    /// <typeparam name="TSelector">Selects; a struct, since code for classes is shared among them, and sees through none.</typeparam>
    public static Selector<TEvent, TValue> Of<TEvent, TValue, TSelector>()
        where TEvent : unmanaged, IMetricEvent
        where TSelector : struct, ISelector<TEvent, TValue> => new TypedSelector<TEvent, TValue, TSelector>();

    /// <summary>A selector that calls a delegate: to use both kinds in one metric.</summary>
    /// <param name="select">Selects; best a <c>static</c> lambda. On the loop's thread; must not allocate.</param>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <typeparam name="TValue">The type of value.</typeparam>
    /// <exception cref="ArgumentNullException">The delegate is null.</exception>
    public static Selector<TEvent, TValue> Of<TEvent, TValue>(EventSelector<TEvent, TValue> select)
        where TEvent : unmanaged, IMetricEvent
    {
        ArgumentNullException.ThrowIfNull(select);
        return new DelegateSelector<TEvent, TValue, AnyPlace>(select);
    }

    /// <summary>One for every event: the amount where none is given.</summary>
    internal static Selector<TEvent, long> One<TEvent>()
        where TEvent : unmanaged, IMetricEvent => new TypedSelector<TEvent, long, SelectOne<TEvent>>();

    private readonly struct AnyPlace;

    private readonly struct SelectOne<TEvent> : ISelector<TEvent, long>
        where TEvent : unmanaged, IMetricEvent
    {
        public static long Select(in TEvent metricEvent) => 1;
    }
}
