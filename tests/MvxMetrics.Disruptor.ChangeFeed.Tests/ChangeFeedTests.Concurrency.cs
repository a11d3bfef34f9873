using static MvxMetrics.Disruptor.FeedTests.FeedBooks;

namespace MvxMetrics.Disruptor.FeedTests;

/// <content>
/// Publishers of several threads and a reader, against an oracle: nothing torn, twice, out of order or gone without being counted.
/// </content>
internal sealed partial class ChangeFeedTests
{
    [Test]
    public void Everything_arrives_once_whole_and_in_order_when_there_is_room([Values(1, 3)] int publishers)
    {
        const int count = 40_000;
        using Stage stage = new();
        ChangeFeed feed = new(1 << 17);
        Oracle oracle = new(publishers);
        Run(feed, publishers, count, oracle, stage, pause: 0);
        feed.Statistics.ShouldBe(Books(publishers * count, publishers * count, 0, 0, 0));
        oracle.Skipped.ShouldBe(0);
        oracle.Last.ShouldAllBe(static last => last == count - 1);
    }

    [Test]
    public void What_does_not_arrive_is_counted_and_shows_as_a_gap_whatever_the_speed_of_the_reader(
        [Values(1, 2, 4)] int publishers, [Values(2, 8, 256)] int capacity, [Values(0, 200)] int pause)
    {
        const int count = 50_000;
        using Stage stage = new();
        ChangeFeed feed = new(capacity);
        Oracle oracle = new(publishers);
        Run(feed, publishers, count, oracle, stage, pause);

        ChangeFeedStatistics statistics = feed.Statistics;
        TestContext.Out.WriteLine(statistics);
        statistics.Published.ShouldBe(publishers * (long)count);
        (statistics.Waiting, statistics.Refused).ShouldBe((0, 0));
        statistics.Read.ShouldBe(oracle.Read);
        // Gaps, and what is missing at the end.
        statistics.Dropped.ShouldBe(oracle.Skipped + (statistics.Published - 1 - oracle.LastSequence));
        statistics.Published.ShouldBe(statistics.Read + statistics.Dropped);
    }

    [Test]
    public void The_account_balances_at_every_moment()
    {
        using Stage stage = new();
        ChangeFeed feed = new(16);
        using CancellationTokenSource stop = new();
        long looks = 0;
        Thread auditor = new(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                ChangeFeedStatistics s = feed.Statistics;
                if (s.Published != s.Read + s.Dropped + s.Waiting || s.Waiting < 0 || s.Waiting > 16 || s.Dropped < 0)
                    throw new ShouldAssertException(s.ToString());
                looks++;
            }
        });
        auditor.Start();
        Run(feed, 2, 100_000, new Oracle(2), stage, pause: 20);
        stop.Cancel();
        auditor.Join(s_patience).ShouldBeTrue();
        looks.ShouldBeGreaterThan(0);
    }

    [Test]
    public void Nothing_counts_as_dropped_while_there_is_room_whoever_asks()
    {
        using Stage stage = new();
        ChangeFeed feed = new(16);
        using CancellationTokenSource stop = new();
        ChangeFeedStatistics? wrong = null;
        long looks = 0;
        Thread auditor = new(() =>
        {
            while (!stop.IsCancellationRequested && wrong is null)
            {
                ChangeFeedStatistics s = feed.Statistics;
                if (s.Dropped != 0 || s.Published != s.Read + s.Waiting) wrong = s;
                looks++;
            }
        });
        auditor.Start();
        for (int i = 0; i < 200_000; i++)
        {
            for (int n = 0; n < 8; n++) stage.Publish(feed, n).ShouldBeTrue();
            for (int n = 0; n < 8; n++) feed.TryRead(out _).ShouldBeTrue();
        }

        stop.Cancel();
        auditor.Join(s_patience).ShouldBeTrue();
        wrong.ShouldBeNull();
        looks.ShouldBeGreaterThan(0);
    }

    [Test]
    public void Changes_during_the_end_of_a_feed_are_published_or_refused_and_all_published_ones_can_be_read()
    {
        using Stage stage = new();
        for (int round = 0; round < 200; round++)
        {
            ChangeFeed feed = new(4096);
            long published = 0, refused = 0;
            Thread[] threads = Start(3, p =>
            {
                if (p == 2)
                {
                    Thread.SpinWait(round * 20);
                    feed.Complete();
                    return;
                }

                for (int i = 0; i < 300; i++)
                {
                    if (feed.Publish(stage.Recorder, stage.Metric, new Large(p, i))) Interlocked.Increment(ref published);
                    else Interlocked.Increment(ref refused);
                }
            });
            foreach (Thread thread in threads) thread.Join(s_patience).ShouldBeTrue();
            Oracle oracle = new(2);
            while (feed.TryRead(out MetricChange change)) oracle.Hear(in change);
            feed.Statistics.ShouldBe(Books(published, published, 0, 0, refused));
            (oracle.Read, oracle.Skipped, published + refused).ShouldBe((published, 0, 600));
        }
    }

    private static void Run(ChangeFeed feed, int publishers, int count, Oracle oracle, Stage stage, int pause)
    {
        Thread reader = new(() =>
        {
            while (feed.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (feed.TryRead(out MetricChange change))
                {
                    oracle.Hear(in change);
                    if (pause > 0) Thread.SpinWait(pause);
                }
            }
        });
        reader.Start();
        foreach (Thread thread in Start(publishers, p =>
        {
            for (int i = 0; i < count; i++) feed.Publish(stage.Recorder, stage.Metric, new Large(p, i));
        })) thread.Join(s_patience).ShouldBeTrue();
        feed.Complete();
        reader.Join(s_patience).ShouldBeTrue("the reader did not end");
        oracle.Complaints.ShouldBeEmpty();
    }

    private static Thread[] Start(int count, Action<int> body)
    {
        Barrier start = new(count);
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            int index = i;
            threads[i] = new Thread(() =>
            {
                start.SignalAndWait();
                body(index);
            });
            threads[i].Start();
        }

        return threads;
    }

    /// <summary>Follows what a reader hears.</summary>
    private sealed class Oracle(int publishers)
    {
        public List<string> Complaints { get; } = [];

        public long[] Last { get; } = [.. Enumerable.Repeat(-1L, publishers)];

        public long LastSequence { get; private set; } = -1;

        public long Read { get; private set; }

        public long Skipped { get; private set; }

        public void Hear(in MetricChange change)
        {
            Read++;
            if (!change.TryGetEvent(out Large large) || large.IsTorn || change.EntityId != "entity") Complain($"torn: {change}");
            else if (large.Number <= Last[large.Producer])
                Complain($"{change}: {large.Number} of {large.Producer} after {Last[large.Producer]}");
            else Last[large.Producer] = large.Number;
            if (change.Sequence <= LastSequence) Complain($"{change} after #{LastSequence}");
            Skipped += change.Sequence - LastSequence - 1;
            LastSequence = change.Sequence;
        }

        private void Complain(string complaint)
        {
            if (Complaints.Count < 10) Complaints.Add(complaint);
        }
    }
}
