using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// Decides which events a metric takes. <see cref="Filter"/> makes it. Immutable; any number of metrics may use the same one.
/// </summary>
/// <typeparam name="TEvent">The type of the event.</typeparam>
public abstract class Filter<TEvent>
    where TEvent : unmanaged, IMetricEvent
{
    private readonly EventFilter<TEvent> _includes;

    internal Filter(EventFilter<TEvent> includes) => _includes = includes;

    // The numbers of the events of a whole run. They are constant data of the assembly, so nothing is allocated.
    private static ReadOnlySpan<byte> Numbers =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
    ];

    /// <summary>The numbers of the events that a filter includes, in order. Without a filter, the numbers of all events.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ReadOnlySpan<byte> Pick(Filter<TEvent>? filter, EventRun<TEvent> run, Span<byte> room) =>
        filter is null ? Numbers[..run.Count] : room[..filter.Pick(run, room)];

    /// <summary>Whether a metric takes an event. Without a filter it does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Includes(Filter<TEvent>? filter, in TEvent metricEvent) => filter is null || filter._includes(in metricEvent);

    /// <summary>Writes the numbers of the events that are included, in order.</summary>
    /// <returns>The number of included events.</returns>
    private protected abstract int Pick(EventRun<TEvent> run, Span<byte> picked);
}
