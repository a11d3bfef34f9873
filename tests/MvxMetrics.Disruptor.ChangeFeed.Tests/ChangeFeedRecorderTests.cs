using MvxMetrics.Disruptor.Metrics;
using static MvxMetrics.Disruptor.FeedTests.FeedBooks;

namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>The way from an event to its changes, through real loops.</summary>
[TestFixture]
internal sealed class ChangeFeedRecorderTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Recorders_of_two_loops_share_a_feed_and_every_change_of_every_metric_arrives_in_the_order_of_its_recorder()
    {
        const int count = 20_000;
        ChangeFeed feed = new(1 << 17);
        using MetricsRuntime first = Started();
        using MetricsRuntime second = Started();
        MetricsRecorder[] recorders =
        [
            first.CreateRecorder("a", c => new ChangeFeedRecorder(c, feed)),
            second.CreateRecorder("b", c => new ChangeFeedRecorder(c, feed)),
        ];
        foreach (MetricsRecorder recorder in recorders)
        {
            recorder.Register(new Counter<Large>("all"));
            recorder.Register(new Counter<Large>("even", filter: static (in Large e) => e.Number % 2 == 0));
            recorder.Register(new Counter<Small>("small"));
        }

        Task<Dictionary<string, List<long>>> reader = Task.Run(() => ReadAsync(feed));
        await Task.WhenAll(recorders.Select((r, p) => Task.Run(() =>
        {
            for (int i = 0; i < count; i++)
                while (!r.TryRegisterEvent(new Large(p, i))) Thread.Yield();
        })));
        first.Flush(s_patience).ShouldBeTrue();
        second.Flush(s_patience).ShouldBeTrue();
        feed.Complete();

        Dictionary<string, List<long>> heard = await reader.WaitAsync(s_patience);
        heard.Keys.Order().ShouldBe(["a/all", "a/even", "b/all", "b/even"]);
        foreach (string id in (string[])["a", "b"])
        {
            heard[$"{id}/all"].ShouldBe(Enumerable.Range(0, count).Select(static i => (long)i));
            heard[$"{id}/even"].ShouldBe(Enumerable.Range(0, count / 2).Select(static i => 2L * i));
        }

        feed.Statistics.ShouldBe(Books(3 * count, 3 * count, 0, 0, 0));
    }

    [Test]
    public void A_recorder_class_of_its_own_chooses_what_it_publishes()
    {
        ChangeFeed feed = new(64);
        using MetricsEventLoop loop = new();
        MetricsRecorder recorder = loop.CreateRecorder("own", c => new Choosy(c, feed));
        recorder.Register(new Counter<Small>("quiet"));
        recorder.Register(new Counter<Small>("loud"));
        for (int i = 0; i < 3; i++) recorder.RegisterEvent(new Small(i)).ShouldBeTrue();
        loop.RunOnce();
        for (int i = 0; i < 3; i++)
        {
            feed.TryRead(out MetricChange change).ShouldBeTrue();
            (change.Metric.Name, change.EntityId, change.Sequence).ShouldBe(("loud", "own", i));
        }

        feed.Statistics.ShouldBe(Books(3, 3, 0, 0, 0));
    }

    [Test]
    public void A_loop_that_publishes_into_a_feed_nobody_reads_neither_waits_nor_allocates_nor_faults()
    {
        ChangeFeed feed = new(16);
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { LaneBytes = 4096 * 16 });
        ChangeFeedRecorder recorder = loop.CreateRecorder("r", c => new ChangeFeedRecorder(c, feed));
        recorder.Feed.ShouldBeSameAs(feed);
        recorder.Register(new Counter<Small>("n"));
        long allocated = long.MaxValue;
        int rounds = 0;
        for (; rounds < 5 && allocated > 0; rounds++)
        {
            for (int i = 0; i < 3000; i++) recorder.RegisterEvent(new Small(i)).ShouldBeTrue();
            long before = GC.GetAllocatedBytesForCurrentThread();
            int applied = loop.RunOnce();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            applied.ShouldBe(3000);
        }

        allocated.ShouldBe(0);
        feed.Statistics.ShouldBe(Books(3000 * rounds, 0, (3000 * rounds) - 16, 16, 0));
        feed.Complete();
        recorder.RegisterEvent(new Small(0)).ShouldBeTrue();
        loop.RunOnce().ShouldBe(1);
        (recorder.Status, feed.Statistics.Refused).ShouldBe((RecorderStatus.Running, 1L));
    }

    [Test]
    public void A_recorder_without_a_feed_is_refused()
    {
        using MetricsEventLoop loop = new();
        Should.Throw<ArgumentNullException>(() => loop.CreateRecorder("r", static c => new ChangeFeedRecorder(c, null!)))
            .ParamName.ShouldBe("feed");
    }

    private static MetricsRuntime Started()
    {
        MetricsRuntime runtime = new(new MetricsRuntimeOptions { EventLoop = { LaneCount = 2, LaneBytes = 1024 * 256 } });
        runtime.Start();
        return runtime;
    }

    private static async Task<Dictionary<string, List<long>>> ReadAsync(ChangeFeed feed)
    {
        Dictionary<string, List<long>> heard = [];
        long next = 0;
        await foreach (MetricChange change in feed.ReadAllAsync())
        {
            change.Sequence.ShouldBe(next++);
            change.TryGetEvent(out Large large).ShouldBeTrue();
            large.IsTorn.ShouldBeFalse();
            string key = $"{change.EntityId}/{change.Metric.Name}";
            if (!heard.TryGetValue(key, out List<long>? numbers)) heard[key] = numbers = [];
            numbers.Add(large.Number);
        }

        return heard;
    }

    private sealed class Choosy(RecorderContext context, ChangeFeed feed) : MetricsRecorder(context)
    {
        protected override void OnMetricChanged<TEvent>(Metric metric, in TEvent metricEvent)
        {
            if (metric.Name == "loud") feed.Publish(this, metric, in metricEvent);
        }
    }
}
