namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>The numbers that a feed should show.</summary>
internal static class FeedBooks
{
    public static ChangeFeedStatistics Books(long published, long read, long dropped, long waiting, long refused) =>
        new() { Published = published, Read = read, Dropped = dropped, Waiting = waiting, Refused = refused };
}
