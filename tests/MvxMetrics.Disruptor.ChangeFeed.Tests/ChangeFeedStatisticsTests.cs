using static MvxMetrics.Disruptor.FeedTests.FeedBooks;

namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>The books of a feed at each of its steps.</summary>
[TestFixture]
internal sealed class ChangeFeedStatisticsTests
{
    [Test]
    public void Published_is_read_dropped_and_waiting_at_each_step_and_refused_stands_beside()
    {
        using Stage stage = new();
        ChangeFeed feed = new(4);
        feed.Statistics.ShouldBe(Books(0, 0, 0, 0, 0));
        Publish(3);
        feed.Statistics.ShouldBe(Books(3, 0, 0, 3, 0));
        feed.TryRead(out _).ShouldBeTrue();
        feed.Statistics.ShouldBe(Books(3, 1, 0, 2, 0));
        Publish(2);
        feed.Statistics.ShouldBe(Books(5, 1, 0, 4, 0));
        Publish(3);
        feed.Statistics.ShouldBe(Books(8, 1, 3, 4, 0), "before the reader has found out");
        feed.TryRead(out MetricChange change).ShouldBeTrue();
        change.Sequence.ShouldBe(4);
        feed.Statistics.ShouldBe(Books(8, 2, 3, 3, 0), "and after");
        feed.Complete();
        stage.Publish(feed, 8).ShouldBeFalse();
        stage.Publish(feed, 9).ShouldBeFalse();
        feed.Statistics.ShouldBe(Books(8, 2, 3, 3, 2));

        void Publish(int count)
        {
            for (int i = 0; i < count; i++) stage.Publish(feed, i).ShouldBeTrue();
        }
    }
}
