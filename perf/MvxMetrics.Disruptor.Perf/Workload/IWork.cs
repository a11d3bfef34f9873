namespace MvxMetrics.Disruptor.Perf;

/// <summary>What a producer does between two events. Static, so that it is inlined into the loop that records.</summary>
internal interface IWork
{
    /// <summary>Nanoseconds that so many steps take, about.</summary>
    static abstract int NanosecondsOf(int steps);

    /// <summary>Does some steps; what comes out of it.</summary>
    static abstract long Do(int steps, long state);

    /// <summary>The outcome that the event after the work tells.</summary>
    static abstract int OutcomeOf(int call, long state);
}
