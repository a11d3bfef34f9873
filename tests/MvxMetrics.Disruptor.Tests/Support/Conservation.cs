namespace MvxMetrics.Disruptor.Tests;

/// <summary>The books must balance, against the test's own count.</summary>
internal static class Conservation
{
    public static void ShouldBalance(this RecorderStatistics statistics, long attempted, long accepted, long discarded = 0)
    {
        statistics.Attempted.ShouldBe(attempted, "attempted");
        statistics.Accepted.ShouldBe(accepted, "accepted");
        statistics.Dropped.ShouldBe(attempted - accepted, "dropped");
        statistics.Discarded.ShouldBe(discarded, "discarded");
        statistics.Processed.ShouldBe(accepted - discarded, "processed");
        statistics.Pending.ShouldBe(0, "pending");
    }

    public static void ShouldBalance(this RuntimeStatistics statistics, long attempted, long accepted, long discarded = 0)
    {
        statistics.Attempted.ShouldBe(attempted, "attempted");
        statistics.Accepted.ShouldBe(accepted, "accepted");
        statistics.Dropped.ShouldBe(attempted - accepted, "dropped");
        statistics.Discarded.ShouldBe(discarded, "discarded");
        statistics.Processed.ShouldBe(accepted - discarded, "processed");
        statistics.Pending.ShouldBe(0, "pending");
    }
}
