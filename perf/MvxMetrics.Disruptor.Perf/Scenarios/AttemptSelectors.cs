using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>What metrics are asked for of an attempt, as types that the compiler sees through.</summary>
internal static class AttemptSelectors
{
    public static Selector<SaveAttempt, long> Amount { get; } = Selector.Of<SaveAttempt, long, NanosecondsOf>();

    public static Selector<SaveAttempt, double> Value { get; } = Selector.Of<SaveAttempt, double, ValueOf>();

    public static Selector<SaveAttempt, int> Key { get; } = Selector.Of<SaveAttempt, int, KeyOf>();

    public static Selector<SaveAttempt, long> Start { get; } = Selector.Of<SaveAttempt, long, StartOf>();

    public static Selector<SaveAttempt, long> End { get; } = Selector.Of<SaveAttempt, long, EndOf>();

    public static Selector<SaveAttempt, long> Due { get; } = Selector.Of<SaveAttempt, long, DueOf>();

    private readonly struct NanosecondsOf : ISelector<SaveAttempt, long>
    {
        public static long Select(in SaveAttempt metricEvent) => metricEvent.Nanoseconds;
    }

    private readonly struct ValueOf : ISelector<SaveAttempt, double>
    {
        public static double Select(in SaveAttempt metricEvent) => metricEvent.Nanoseconds;
    }

    private readonly struct KeyOf : ISelector<SaveAttempt, int>
    {
        public static int Select(in SaveAttempt metricEvent) => (int)metricEvent.Outcome;
    }

    private readonly struct StartOf : ISelector<SaveAttempt, long>
    {
        public static long Select(in SaveAttempt metricEvent) => MetricCost.TimesOf(in metricEvent).Start;
    }

    private readonly struct EndOf : ISelector<SaveAttempt, long>
    {
        public static long Select(in SaveAttempt metricEvent) => MetricCost.TimesOf(in metricEvent).End;
    }

    private readonly struct DueOf : ISelector<SaveAttempt, long>
    {
        public static long Select(in SaveAttempt metricEvent) => MetricCost.TimesOf(in metricEvent).Due;
    }
}
