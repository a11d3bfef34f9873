namespace MvxMetrics.Disruptor.Perf;

/// <summary>A side did not do what it was measured for, so its time means nothing.</summary>
internal sealed class WrongResultException(string side, string what, long expected, long actual)
    : Exception($"{side}: {what} must be {expected}, and is {actual}. No time of this scenario is reported.")
{
    /// <summary>Throws when the two differ.</summary>
    public static void Require(string side, string what, long expected, long actual)
    {
        if (expected != actual) throw new WrongResultException(side, what, expected, actual);
    }

    /// <summary>Throws when a counter and a histogram have not taken exactly these calls.</summary>
    public static void RequireTotals(string side, long calls, long sum, (long Attempts, long Count, long Sum) totals)
    {
        Require(side, "the attempts counted", calls, totals.Attempts);
        Require(side, "the durations counted", calls, totals.Count);
        Require(side, "the sum of durations", sum, totals.Sum);
    }
}
