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
}
